import fc from 'fast-check'
import { parseChirpstack } from '../chirpstack/parse'
import { PayloadUnusable } from '../parsed'
import { parseTtn } from '../ttn/parse'
import { decode } from './decode'
import { SENSOR_MODELS } from './models'

const EUI = '24e124713c000001'
const base64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64')
const DISTANCE = base64('04824408')
const AT = '2026-01-02T03:04:05.678901234+00:00'

const chirpstack = (overrides: Record<string, unknown> = {}, deviceInfo: Record<string, unknown> = {}) => ({
  time: AT,
  deviceInfo: { devEui: EUI, deviceProfileName: 'Milesight EM400-UDL', ...deviceInfo },
  fPort: 85,
  data: DISTANCE,
  rxInfo: [{}],
  ...overrides,
})
const ttn = (uplink: Record<string, unknown> = {}, overrides: Record<string, unknown> = {}) => ({
  end_device_ids: { device_id: 'x', dev_eui: EUI.toUpperCase() },
  received_at: '2026-01-02T03:04:07Z',
  uplink_message: {
    f_port: 85,
    frm_payload: DISTANCE,
    received_at: '2026-01-02T03:04:05.678Z',
    rx_metadata: [{ received_at: '2026-01-02T03:04:01Z' }],
    version_ids: { brand_id: 'milesight-iot', model_id: 'em400-udl' },
    ...uplink,
  },
  ...overrides,
})
const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))
const lines = (...values: unknown[]): Buffer =>
  Buffer.from(values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join('\n'))
const READING = { kind: 'reading', name: EUI, parameter: 'distance', observedAt: Date.parse('2026-01-02T03:04:05.678Z'), value: 2.116 }

describe.each([
  ['ChirpStack', parseChirpstack, chirpstack()],
  ['The Things Stack', parseTtn, ttn()],
] as const)('%s', (_, parse, event) => {
  it.each([
    ['one event', json(event), 1],
    ['one event over several lines', Buffer.from(JSON.stringify(event, null, 2)), 1],
    ['one on each line, with blank ones between', Buffer.from(`${JSON.stringify(event)}\r\n\r\n${JSON.stringify(event)}\n`), 2],
    ['a list', json([event, event, event]), 3],
    ['an empty list', json([]), 0],
  ])('reads %s', (__, raw, count) => {
    expect(parse(raw)).toEqual({ items: Array.from({ length: count }, () => READING), rejects: [] })
  })

  it('rejects what is wrong by its number and takes the rest', () => {
    const spoilt = Buffer.concat([lines(event, '{"cut', '7'), Buffer.from([0x0a, 0x22, 0xff, 0x22, 0x0a]), lines({}, event)])
    const { items, rejects } = parse(spoilt)
    expect(items).toEqual([READING, READING])
    expect(rejects.map(({ item }) => item)).toEqual(['event 2', 'event 3', 'event 4', 'event 5'])
  })

  it.each([
    ['a web page', Buffer.from('<html><body>Maintenance</body></html>')],
    ['nothing', Buffer.alloc(0)],
    ['another encoding', Buffer.from(JSON.stringify(event), 'utf16le')],
    ['an answer of something else', json({ error: 'unauthorized' })],
    ['a number', json(5)],
    ['too much', Buffer.alloc(9 * 1024 * 1024, 0x20)],
    ['too many lines', Buffer.from('{}\n'.repeat(20_001))],
    ['brackets without end', Buffer.from('['.repeat(200_000))],
  ])('refuses %s as a whole', (__, raw) => expect(() => parse(raw)).toThrow(PayloadUnusable))

  it('never throws anything else, whatever the bytes', () => {
    const wild = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
      fc.json().map((text) => Buffer.from(text)),
      fc.nat(JSON.stringify(event).length).map((length) => json(event).subarray(0, length)),
      fc.array(fc.json(), { maxLength: 5 }).map((texts) => lines(JSON.stringify(event), ...texts)),
    )
    fc.assert(
      fc.property(wild, (raw) => {
        try {
          const { items } = parse(raw)
          return items.every(({ value, observedAt }) => Number.isFinite(value) && Number.isFinite(observedAt))
        } catch (error) {
          return error instanceof PayloadUnusable
        }
      }),
      { numRuns: 150 },
    )
  })
})

describe('a ChirpStack event', () => {
  it.each([
    ['deviceInfo.devEui', chirpstack({}, { devEui: 'xyz' })],
    ['time', chirpstack({ time: '2026-02-30T00:00:00Z' })],
    ['time', chirpstack({ time: undefined })],
    ['data', chirpstack({ data: 'not base64' })],
    ['data', chirpstack({ data: undefined, object: { distance: 2116 } })],
    ['data', chirpstack({ data: 'A'.repeat(400) })],
    ['joinServerContext', chirpstack({ joinServerContext: { sessionKeyId: 'x' } })],
  ])('with a wrong %s is rejected by it', (field, event) => {
    const { items, rejects } = parseChirpstack(json([event, chirpstack()]))
    expect(items).toEqual([READING])
    expect(rejects.map((reject) => reject.field)).toEqual([field])
  })

  it('decodes the bytes, whatever a codec made of them', () => {
    expect(parseChirpstack(json(chirpstack({ object: { distance: 9_999 } }))).items).toEqual([READING])
  })

  it('with no bytes, or left-out zeros, is no error', () => {
    const { fPort: _, ...bare } = chirpstack({ data: undefined })
    expect(parseChirpstack(json(bare))).toEqual({ items: [], rejects: [] })
    expect(parseChirpstack(json(chirpstack({ fPort: undefined }))).items).toEqual([READING])
  })

  it('may name its model in a tag', () => {
    const event = chirpstack({ data: base64('02012f000304d200010bb1') }, { deviceProfileName: 'Sensor', tags: { model: 'DL-MBX' } })
    expect(parseChirpstack(json(event)).items).toEqual([{ ...READING, value: 1.234 }])
  })

  it('cannot put anything where objects inherit from', () => {
    const raw = Buffer.from(
      `{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}, ${JSON.stringify(chirpstack()).slice(1)}`,
    )
    expect(parseChirpstack(raw).items).toEqual([READING])
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    expect(parseChirpstack(Buffer.from(`{"deviceInfo": {"__proto__": {"devEui": "${EUI}"}}, "data": ""}`)).rejects).toHaveLength(1)
  })
})

describe('a message of The Things Stack', () => {
  it.each([
    ['end_device_ids.dev_eui', ttn({}, { end_device_ids: { device_id: 'abp' } })],
    ['uplink_message.received_at', ttn({ received_at: 'yesterday' })],
    ['uplink_message.frm_payload', ttn({ frm_payload: undefined, decoded_payload: { distance: 2116 } })],
    ['simulated', ttn({}, { simulated: true })],
  ])('with a wrong %s is rejected by it', (field, event) => {
    const { items, rejects } = parseTtn(json([event, ttn()]))
    expect(items).toEqual([READING])
    expect(rejects.map((reject) => reject.field)).toEqual([field])
  })

  it.each(['join_accept', 'downlink_ack', 'downlink_sent', 'location_solved', 'service_data'])('of kind %s measures nothing', (kind) => {
    expect(parseTtn(json({ ...ttn(), uplink_message: undefined, [kind]: {} }))).toEqual({ items: [], rejects: [] })
  })
})

describe('history a sensor sends later', () => {
  const withHistory = (seconds: number): Buffer => {
    const instant = Buffer.alloc(4)
    instant.writeUInt32LE(seconds)
    return json(chirpstack({ data: base64(`20ce${instant.toString('hex')}2c0103770200`) }, { deviceProfileName: 'EM500-SWL' }))
  }

  it('is a reading of its own time', () => {
    const { items, rejects } = parseChirpstack(withHistory(READING.observedAt / 1_000 - 600.678))
    expect(rejects).toEqual([])
    expect(items.map(({ observedAt, value }) => [READING.observedAt - observedAt, value])).toEqual([
      [600_678, 3],
      [0, 0.02],
    ])
  })

  it.each([
    ['1970', 60],
    ['the future', 2_000_000_000],
  ])('of %s is a clock that is wrong', (_, seconds) => {
    const { items, rejects } = parseChirpstack(withHistory(seconds))
    expect(items).toHaveLength(1)
    expect(rejects).toEqual([{ item: EUI, field: 'water_level', reason: expect.stringContaining('clock is wrong') }])
  })
})

it.each(SENSOR_MODELS.map((model) => [model.id, model] as const))('%s reads any bytes to numbers or to a reason', (_, model) => {
  const prefixed = fc
    .constantFrom('02012f0001', '0202f80003', '0175', '0482', '0377', '20ce', '21ce', '')
    .map((hex) => Buffer.from(hex, 'hex'))
  fc.assert(
    fc.property(prefixed, fc.uint8Array({ maxLength: 60 }), (prefix, tail) => {
      const bytes = Buffer.concat([prefix, tail])
      const { values, faults, unread } = decode(model, bytes)
      expect(values.every(({ value }) => Number.isFinite(value))).toBe(true)
      expect(values.length + faults.length).toBeLessThanOrEqual(bytes.length)
      expect(unread === undefined || unread.length > 0).toBe(true)
    }),
    { numRuns: 100 },
  )
})
