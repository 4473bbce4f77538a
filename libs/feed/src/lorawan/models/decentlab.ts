import type { FlaggedModel, Group } from '../sensor-model'

const MAKER = 'Decentlab'
const decoders = (folder: string): string => `github.com/decentlab/decentlab-decoders ${folder} (1503383, protocol version 2)`
const BATTERY: Group = { bytes: 2, measures: [{ name: 'battery_voltage', at: 0, kind: 'u16be', divisor: 1_000, unit: 'V' }] }

/** Pressure probe in the water: depth above the probe, in mm. */
export const DL_CTD10: FlaggedModel = {
  id: 'DL-CTD10',
  maker: MAKER,
  source: decoders('DL-CTD10'),
  senses: 'depth',
  layout: 'flagged-groups',
  version: 2,
  groups: [
    {
      bytes: 8,
      measures: [
        {
          name: 'water_depth',
          at: 0,
          kind: 'u16be',
          zero: 0x8000,
          divisor: 1_000,
          unit: 'm',
          parameter: 'water_level',
          faultsAt: { at: 6, kind: 'u16be', faults: { 1: 'the probe froze' } },
          range: [-1, 20],
        },
        { name: 'temperature', at: 2, kind: 'u16be', zero: 0x8000, divisor: 10, unit: 'degC' },
        { name: 'electrical_conductivity', at: 4, kind: 'u16be', divisor: 1, unit: 'uS/cm' },
      ],
    },
    BATTERY,
  ],
}

/** Ultrasonic, looking down at the water. */
export const DL_MBX: FlaggedModel = {
  id: 'DL-MBX',
  maker: MAKER,
  source: `${decoders('DL-MBX')}; ends of range: MaxBotix HRXL-MaxSonar-WR data sheet PD11500`,
  senses: 'distance',
  layout: 'flagged-groups',
  version: 2,
  groups: [
    {
      bytes: 4,
      measures: [
        {
          name: 'distance',
          at: 0,
          kind: 'u16be',
          divisor: 1_000,
          unit: 'm',
          parameter: 'distance',
          faults: { 0: 'no echo', 5_000: 'no target (5 m sensor)', 9_999: 'no target (10 m sensor)' },
          faultsAt: { at: 2, kind: 'u16be', faults: { 0: 'no valid sample' } },
          range: [0.02, 10],
        },
      ],
    },
    BATTERY,
  ],
}

/**
 * Tipping bucket. The running total is stored, not the sum of the last interval: rain of an uplink that was lost on the air is in the
 * next total.
 */
export const DL_TBRG: FlaggedModel = {
  id: 'DL-TBRG',
  maker: MAKER,
  source: decoders('DL-TBRG (resolution=0.1)'),
  senses: 'rain',
  rainMmPerTip: 0.1,
  layout: 'flagged-groups',
  version: 2,
  groups: [
    {
      bytes: 8,
      measures: [
        { name: 'precipitation', at: 0, kind: 'u16be', divisor: 10, unit: 'mm' },
        { name: 'precipitation_interval', at: 2, kind: 'u16be', divisor: 1, unit: 's' },
        { name: 'cumulative_precipitation', at: 4, kind: 'u32be-low-first', divisor: 10, unit: 'mm', parameter: 'rain_total' },
      ],
    },
    BATTERY,
  ],
}
