import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseChirpstack } from '../chirpstack/parse'
import { parseTtn } from '../ttn/parse'
import { decode } from './decode'
import { modelNamed } from './models'

const FOLDER = path.resolve(__dirname, '../../../../../shared/data/telemetry')
const isThere = existsSync(FOLDER)
const suite = isThere ? describe : describe.skip
const filesOf = (folder: string, pattern: RegExp): string[] =>
  isThere ? readdirSync(path.join(FOLDER, folder)).filter((name) => pattern.test(name)) : []

interface Result {
  readonly deviceType: string
  readonly attributes: { readonly eui: string }
  readonly telemetry: readonly [{ readonly ts: number; readonly values: Readonly<Record<string, number | string | boolean>> }]
}

const read = (folder: string, file: string): Buffer => readFileSync(path.join(FOLDER, folder, file))
/** Of the results: their unit, and what it is in metres or percent. */
const STORED: Readonly<Record<string, { parameter: string; perUnit: number }>> = {
  distance: { parameter: 'distance', perUnit: 1_000 },
  water_level: { parameter: 'water_level', perUnit: 100 },
  battery: { parameter: 'battery', perUnit: 1 },
}

suite(`captured uplinks${isThere ? '' : ' (left out: the captures are absent)'}`, () => {
  const pairs = ['chirpstack', 'ttn'].flatMap((network) =>
    filesOf(network, /\.payload(_\d+)?\.json$/).map((file) => ({ network, file, result: file.replace('payload', 'result') })),
  )

  it.each(pairs)('$network $file gives what its result says', ({ network, file, result }) => {
    const { deviceType, attributes, telemetry } = JSON.parse(read(network, result).toString()) as Result
    const [{ ts, values }] = telemetry
    const { items, rejects } = (network === 'ttn' ? parseTtn : parseChirpstack)(read(network, file))
    expect(rejects).toEqual([])
    const expected = Object.entries(values).flatMap(([name, value]) => {
      const stored = STORED[name]
      return stored && typeof value === 'number' ? [[attributes.eui, stored.parameter, ts, value / stored.perUnit]] : []
    })
    expect(expected.length).toBeGreaterThan(0)
    const byParameter = (a: unknown[], b: unknown[]): number => String(a[1]).localeCompare(String(b[1]))
    expect(items.map((item) => [item.name, item.parameter, item.observedAt, item.value]).toSorted(byParameter)).toEqual(
      expected.toSorted(byParameter),
    )
    const event = JSON.parse(read(network, file).toString()) as { data?: string; uplink_message?: { frm_payload: string } }
    const model = modelNamed(deviceType)
    const decoded = model && decode(model, Buffer.from(event.data ?? event.uplink_message?.frm_payload ?? '', 'base64'))
    expect(decoded?.values.find(({ measure }) => measure.name === 'temperature')?.value).toEqual(values['temperature'])
    expect(items.some(({ reportedStatus }) => reportedStatus === 'tilted')).toBe(values['position'] === 'tilt')
    expect(items.some(({ reportedStatus }) => reportedStatus === 'threshold alarm')).toBe(values['distance_alarming'] === true)
  })

  it.each(filesOf('chirpstack', /^event-(?!up)/))('%s gives no reading and no reject', (file) => {
    expect(parseChirpstack(read('chirpstack', file))).toEqual({ items: [], rejects: [] })
  })

  it('an uplink of a device nobody knows a layout for is rejected by name', () => {
    const { items, rejects } = parseChirpstack(read('chirpstack', 'event-up.json'))
    expect(items).toEqual([])
    expect(rejects).toEqual([{ item: '0101010101010101', field: 'data', reason: expect.stringContaining('no sensor model fits') }])
  })
})
