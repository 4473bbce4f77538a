import type { SensorModel } from '../sensor-model'
import { DL_CTD10, DL_MBX, DL_TBRG } from './decentlab'
import { EM400_UDL, EM500_SWL, EM500_UDL, WTS506 } from './milesight'

/** Every sensor model there is a layout for: a new one is its data and a name here. */
export const SENSOR_MODELS: readonly SensorModel[] = [EM400_UDL, EM500_UDL, EM500_SWL, WTS506, DL_CTD10, DL_MBX, DL_TBRG]

export const modelNamed = (id: string): SensorModel | undefined => SENSOR_MODELS.find((model) => model.id === id)
