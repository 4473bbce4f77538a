import { RegionSource } from '#libs/area'
import { aRegionFolder } from '../../../../test/factories/region-folder'
import { readDevices } from './read-devices'

const device = (overrides: Record<string, unknown> = {}) => ({
  devEui: '24E124713C000001',
  station: 'bojonegoro',
  model: 'EM400-UDL',
  datum: 6.5,
  validFrom: '2026-01-01T00:00:00+07:00',
  source: 'levelled by BPBD, 2026-01-01',
  ...overrides,
})
const read = (devices: unknown) => {
  const source = new RegionSource(aRegionFolder({ 'devices.json': devices }))
  return { devices: source.once(readDevices), problems: source.problems }
}

describe('the devices of a region', () => {
  it('are none where there is no file', () => expect(read(undefined)).toEqual({ devices: [], problems: [] }))

  it('are known by their lower-case identifier', () => {
    expect(read([device()])).toEqual({
      devices: [{ ...device(), devEui: '24e124713c000001', rainMmPerTip: null, validFrom: new Date('2025-12-31T17:00:00Z') }],
      problems: [],
    })
  })

  it.each([
    ['devEui', device({ devEui: '24e1' }), '16 hexadecimal digits'],
    ['station', device({ station: 'cepu' }), 'there is no station "cepu"'],
    ['model', device({ model: 'EM400' }), 'known: EM400-UDL'],
    ['datum', device({ model: 'DL-TBRG' }), 'it has no datum'],
    ['datum', device({ datum: 650 }), ''],
    ['rainMmPerTip', device({ rainMmPerTip: 0.2 }), 'no tips'],
    ['validFrom', device({ validFrom: '2026-01-01' }), ''],
  ])('with a wrong %s are problems by file, row and field', (field, wrong, message) => {
    expect(read([device({ devEui: '24e124713c000002' }), wrong]).problems).toEqual([
      { file: 'devices.json', row: 2, field, message: expect.stringContaining(message) },
    ])
  })

  it('given twice are a problem, however written', () => {
    expect(read([device(), device({ devEui: '24e124713c000001' })]).problems).toMatchObject([{ row: 2, field: 'devEui' }])
  })
})
