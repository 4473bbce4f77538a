import { decode } from './decode'
import { modelNamed, SENSOR_MODELS } from './models'
import { recogniseModel } from './recognise-model'
import type { Decoded, SensorModel } from './sensor-model'

const model = (id: string): SensorModel => {
  const found = modelNamed(id)
  if (!found) throw new Error(id)
  return found
}
const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex')
const read = (id: string, hex: string): Decoded => decode(model(id), bytes(hex))
const valuesOf = ({ values }: Decoded): Record<string, number> =>
  Object.fromEntries(values.map(({ measure, value }) => [measure.name, value]))

/** Examples of the makers' own documents, in our units. */
describe('the bytes of a sensor', () => {
  it.each([
    ['EM400-UDL', '01755C 03670101 04824408 050001', { battery: 92, temperature: 25.7, distance: 2.116 }],
    ['EM400-UDL', '8367e80001 8482410601', { temperature: 23.2, distance: 1.601 }],
    ['EM500-UDL', '017564 03821E00', { battery: 100, distance: 0.03 }],
    ['EM500-SWL', '017564 03770200', { battery: 100, water_level: 0.02 }],
    ['WTS506', '0584BA04 06734F27 07920100 08777B0001', { rainfall_total: 1.23 }],
    ['WTS506', '88EC8D1300000201', { rainfall_total: 50.05 }],
    ['WTS506', '21CEE59BE164FF00794F27BA043200EA840100', { rainfall_total: 995.62 }],
    [
      'DL-CTD10',
      '0207d9000390888081006400000c60',
      { water_depth: 4.232, temperature: 12.9, electrical_conductivity: 100, battery_voltage: 3.168 },
    ],
    ['DL-CTD10', '0207d900020c60', { battery_voltage: 3.168 }],
    ['DL-MBX', '02012f000304d200010bb1', { distance: 1.234, battery_voltage: 2.993 }],
    [
      'DL-TBRG',
      '0202f8000300040258409a00000c54',
      { precipitation: 0.4, precipitation_interval: 600, cumulative_precipitation: 1653.8, battery_voltage: 3.156 },
    ],
  ])('%s: %s', (id, hex, expected) => {
    const decoded = read(id, hex)
    expect(decoded).toMatchObject({ faults: [], states: expect.any(Array) })
    expect(decoded.unread).toBeUndefined()
    expect(valuesOf(decoded)).toEqual(expected)
  })

  it('a counter of rain reaches beyond 16 bits', () => {
    expect(valuesOf(read('DL-TBRG', '0202f8000100040258409a0001'))['cumulative_precipitation']).toBe((0x409a + 65_536) / 10)
  })

  it.each([
    ['EM400-UDL', '0482fdff', 'distance'],
    ['EM400-UDL', '0482feff', 'distance'],
    ['EM400-UDL', '8482ffff01', 'distance'],
    ['EM400-UDL', '04820000', 'distance'],
    ['EM400-UDL', '04821127', 'distance'],
    ['EM500-SWL', '0377ffff', 'water_level'],
    ['EM500-SWL', '0377fdff', 'water_level'],
    ['WTS506', '0877ffff01', 'rainfall_total'],
    ['DL-MBX', '02012f0001 0000 0005', 'distance'],
    ['DL-MBX', '02012f0001 1388 0005', 'distance'],
    ['DL-MBX', '02012f0001 04d2 0000', 'distance'],
    ['DL-CTD10', '0207d90001 9088808100640001', 'water_depth'],
    ['DL-CTD10', '0207d90001 0000808100640000', 'water_depth'],
    ['EM500-SWL', '0175ff', 'battery'],
  ])('%s %s says that nothing was measured: never water, never rain', (id, hex, field) => {
    const decoded = read(id, hex)
    expect(decoded.faults.map((fault) => fault.field)).toEqual([field])
    expect(decoded.values.filter(({ measure }) => measure.parameter)).toEqual([])
  })

  it('a probe just out of the water reads a little below zero', () => {
    expect(valuesOf(read('EM500-SWL', '0377fbff'))).toEqual({ water_level: -0.05 })
  })

  it('one value at fault does not spoil the others', () => {
    expect(valuesOf(read('EM400-UDL', '01755C 0482ffff'))).toEqual({ battery: 92 })
  })

  it.each([
    ['EM400-UDL', '01755C 0482', { battery: 92 }, 'channel 04 82 is cut off'],
    ['EM400-UDL', '01755C 04', { battery: 92 }, 'it ends inside a channel'],
    ['EM400-UDL', '01755C 990001 04824408', { battery: 92 }, 'channel 99 00 is not known'],
    ['DL-CTD10', '0207d9000390888081006400000c', {}, '14 bytes where its flags announce 15'],
    ['DL-CTD10', '0107d900020c60', {}, 'version 1 where 2 is known'],
    ['DL-CTD10', '0207d900060c600c60', {}, 'flags 6 name values this model does not have'],
    ['DL-CTD10', '02', {}, '1 bytes are no message of this maker'],
  ])('%s %s is read as far as it can be', (id, hex, expected, unread) => {
    const decoded = read(id, hex)
    expect(valuesOf(decoded)).toEqual(expected)
    expect(decoded.unread).toBe(unread)
  })

  it('what a sensor says on joining measures nothing', () => {
    expect(read('EM400-UDL', 'ff0bff ff0101 ff166329c42503920003 ff090100 ff0a0101 ff0f00')).toEqual({ values: [], faults: [], states: [] })
  })
})

describe('which sensor sent the bytes', () => {
  const of = (names: string[], hex: string): string => {
    const found = recogniseModel(names, bytes(hex))
    return 'reason' in found ? found.reason : found.model.id
  }

  it.each([
    ['EM400-UDL', 'EM400-UDL'],
    ['Milesight em400_udl (AS923)', 'EM400-UDL'],
    ['em500-swl-l050', 'EM500-SWL'],
    ['dl-mbx-001', 'DL-MBX'],
    ['Decentlab DLTBRG', 'DL-TBRG'],
  ])('called "%s": %s', (name, id) => expect(of([name], '01')).toBe(id))

  it('is not another that is called nearly so', () => {
    expect(of(['DL-CTD10B'], '0207d900020c60')).toContain('no sensor model fits')
    expect(of(['EM400-UDL', 'EM500-SWL'], '017564')).toContain('several sensor models (EM400-UDL, EM500-SWL)')
  })

  it.each([
    ['04824408', 'EM400-UDL'],
    ['03821E00', 'EM500-UDL'],
    ['03770200', 'EM500-SWL'],
    ['017564 0367FF00 08777B0001', 'WTS506'],
  ])('nameless, by its channels %s: %s', (hex, id) => expect(of(['Chirpstack default device profile'], hex)).toBe(id))

  it('nameless, is guessed from no fixed layout and from no history that two would read differently', () => {
    expect(of([], '0202f8000300040258409a00000c54')).toContain('no sensor model fits')
    expect(of([], '20ce E59BE164 2c01')).toBe('several sensor models fit (EM500-UDL, EM500-SWL): name the model in its device profile')
  })
})

describe('every sensor model', () => {
  it.each(SENSOR_MODELS.map((each) => [each.id, each] as const))('%s names its source and stores what it senses', (_, each) => {
    expect(each.source).toContain('github.com/')
    const contents = each.layout === 'channels' ? each.channels : each.groups
    for (const content of contents) {
      for (const { at } of [...(content.measures ?? []), ...(content.states ?? [])]) expect(at).toBeLessThan(content.bytes)
    }
    const stored = new Set(contents.flatMap((content) => (content.measures ?? []).map(({ parameter }) => parameter)))
    expect(stored).toContain({ distance: 'distance', depth: 'water_level', rain: 'rain_total' }[each.senses])
  })
})
