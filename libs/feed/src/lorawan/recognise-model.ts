import { decode } from './decode'
import { SENSOR_MODELS } from './models'
import type { Decoded, SensorModel } from './sensor-model'

/** `EM400-UDL` also in "Milesight em400_udl (AS923)" and `em400-udl-868m`, but `DL-CTD10` not in `DL-CTD10B`, which is another sensor. */
const pattern = ({ id }: SensorModel): RegExp => new RegExp(`(^|[^a-z0-9])${id.split('-').join('[-_ ]?')}($|[^a-z0-9])`, 'i')

const PATTERNS = SENSOR_MODELS.map((model) => ({ model, names: pattern(model) }))

export type Recognised = { readonly model: SensorModel; readonly decoded: Decoded } | { readonly reason: string }

/**
 * Which sensor sent the bytes: by the names the network knows it under, else by the channels themselves, which must all be known to it.
 * Fixed layouts are never guessed: a rain gauge's message is as long as a pressure probe's.
 */
export function recogniseModel(names: readonly string[], bytes: Buffer): Recognised {
  const named = PATTERNS.filter(({ names: is }) => names.some((name) => is.test(name))).map(({ model }) => model)
  const [first, second] = named
  if (first && second) return { reason: `it is called by the names of several sensor models (${idsOf(named)})` }
  if (first) return { model: first, decoded: decode(first, bytes) }
  const fitting = SENSOR_MODELS.filter((model) => model.layout === 'channels')
    .map((model) => ({ model, decoded: decode(model, bytes) }))
    .filter(({ decoded }) => decoded.unread === undefined)
  const [fit, ...others] = fitting
  if (!fit) return { reason: 'no sensor model fits: name the model in its device profile, or in a tag "model"' }
  if (others.every(({ decoded }) => isSame(decoded, fit.decoded))) return fit
  return { reason: `several sensor models fit (${idsOf(fitting.map(({ model }) => model))}): name the model in its device profile` }
}

const idsOf = (models: readonly SensorModel[]): string => models.map(({ id }) => id).join(', ')

const isSame = (one: Decoded, other: Decoded): boolean => textOf(one) === textOf(other)

const textOf = ({ values, faults, states }: Decoded): string =>
  JSON.stringify([values.map(({ measure, value, takenAt }) => [measure.parameter, value, takenAt]), faults, states])
