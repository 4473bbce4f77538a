import type { ParsedParameter, ParsedReading } from '../parsed'
import { type Device, placeReading } from './place-reading'

const device = (overrides: Partial<Device>): Device => ({
  devEui: '24e124713c000001',
  stationId: 'bojonegoro',
  model: 'EM400-UDL',
  datum: 6.5,
  rainMmPerTip: null,
  validFrom: 1_000,
  ...overrides,
})
const reading = (parameter: ParsedParameter, value: number): ParsedReading => ({
  kind: 'reading',
  name: '24e124713c000001',
  parameter,
  observedAt: 2_000,
  value,
})

describe('what a sensor says at its station', () => {
  it('a distance goes down from the datum: the water rises as it falls', () => {
    expect(placeReading(device({}), reading('distance', 2.116))).toEqual({ parameter: 'water_level', value: 4.384 })
  })

  it('a depth stands upon the datum, which may lie below the zero of the post', () => {
    expect(placeReading(device({ model: 'EM500-SWL', datum: -0.4 }), reading('water_level', 1.1))).toEqual({
      parameter: 'water_level',
      value: 0.7,
    })
  })

  it.each([
    ['distance', 'EM400-UDL'],
    ['water_level', 'DL-CTD10'],
  ] as const)('a %s without a datum is no level', (parameter, model) => {
    expect(placeReading(device({ model, datum: null }), reading(parameter, 1))).toEqual({
      field: 'datum',
      reason: expect.stringContaining('datum'),
    })
  })

  it('another sensor than the region knows is not believed: its sign may be the other way round', () => {
    expect(placeReading(device({ model: 'EM500-SWL' }), reading('distance', 1))).toMatchObject({ field: 'model' })
    expect(placeReading(device({}), reading('rain_total', 1))).toMatchObject({ field: 'model' })
  })

  it('what was measured before it came there is not of that station', () => {
    expect(placeReading(device({ validFrom: 2_001 }), reading('distance', 1))).toMatchObject({ field: 'observedAt' })
  })

  it('a bucket of another size than the layout assumes is reckoned in', () => {
    expect(placeReading(device({ model: 'DL-TBRG', rainMmPerTip: 0.2, datum: null }), reading('rain_total', 10))).toEqual({
      parameter: 'rain_total',
      value: 10,
      mmPerMm: 2,
    })
    expect(placeReading(device({ model: 'WTS506', datum: null }), reading('rain_total', 10))).toMatchObject({ mmPerMm: 1 })
  })

  it('the battery is a charge and needs no datum', () => {
    expect(placeReading(device({ datum: null }), reading('battery', 92))).toEqual({ parameter: 'battery', value: 92 })
  })
})
