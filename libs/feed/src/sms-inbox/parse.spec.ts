import fc from 'fast-check'
import { PayloadUnusable } from '../parsed'
import { parseSmsInbox } from './parse'

const PHONE = '+6281234567890'
const CAME = '2026-01-31T21:35:00+07:00'
const came = Date.parse(CAME)
const parse = (payload: unknown) => parseSmsInbox(Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)))
const manggarai = { kind: 'reading', name: 'MANGGARAI', parameter: 'water_level', observedAt: came, value: 7.85, reporter: PHONE }
const event = (payload: Record<string, unknown>, name = 'sms:received') => ({
  deviceId: 'd',
  event: name,
  id: 'e',
  webhookId: 'w',
  payload: { messageId: 'm', simNumber: 1, ...payload },
})
const row = (text: string, fields: Record<string, unknown> = {}) => ({
  ID: 1,
  SenderNumber: PHONE,
  TextDecoded: text,
  ReceivingDateTime: '2026-01-31 21:35:00',
  UDH: '',
  ...fields,
})

describe('a payload of messages', () => {
  it('takes lines with number and time', () => {
    expect(parse(`${PHONE}\t${CAME}\tTMA MANGGARAI 785\n0812-3456-7890\t${CAME}\tTMA\tMANGGARAI\t785\r\n`)).toEqual({
      items: [manggarai, manggarai],
      rejects: [],
    })
  })

  it('takes texts alone: who sent them and when is not known, and is not made up', () => {
    const { items, rejects } = parse('TMA MANGGARAI 785\n\nTERIMA\nTMA DEPOK\nTMA DEPOK 180 JAM 21.30')
    expect(items.map(({ name, observedAt, reporter }) => [name, observedAt, reporter])).toEqual([
      ['MANGGARAI', Number.NaN, undefined],
      ['DEPOK', Number.NaN, undefined],
    ])
    expect(rejects).toEqual([
      { item: 'message 3', reason: 'not a water level' },
      { item: 'message 4', field: 'level', reason: 'no level is given' },
    ])
  })

  it.each([
    ['as it is today', event({ message: 'TMA MANGGARAI 785', phoneNumber: PHONE, receivedAt: CAME })],
    [
      'with sender and recipient',
      event({ message: 'TMA MANGGARAI 785', phoneNumber: PHONE, sender: PHONE, recipient: null, receivedAt: CAME }),
    ],
    ['in a batch', event({ messages: [{ message: 'TMA MANGGARAI 785', phoneNumber: PHONE, receivedAt: CAME }] }, 'sms:batch:received')],
    ['as the inbox lists it', [{ id: 'i', type: 'SMS', contentPreview: 'TMA MANGGARAI 785', sender: PHONE, createdAt: CAME }]],
    ['as rows of Gammu', [row('TMA MANGGARAI 785')]],
    ['as one row of Gammu', row('TMA MANGGARAI 785', { ReceivingDateTime: '2026-01-31T14:35:00Z' })],
  ])('takes JSON %s', (_, json) => {
    expect(parse(json)).toEqual({ items: [manggarai], rejects: [] })
  })

  it.each(['sms:sent', 'sms:delivered', 'sms:failed', 'system:ping', 'mms:received', 'sms:data-received', 'app:started'])(
    'takes nothing from %s, and rejects nothing',
    (name) => {
      expect(parse(event({ phoneNumber: PHONE, message: 'TMA MANGGARAI 785' }, name))).toEqual({ items: [], rejects: [] })
    },
  )

  it('puts the parts of a long message together, in whatever order they come', () => {
    const rows = [row('AI 785', { UDH: '0500037A0202' }), row('TERIMA'), row('TMA MANGGAR', { UDH: '0500037A0201' })]
    expect(parse(rows)).toEqual({ items: [manggarai], rejects: [{ item: 'message 2', reason: 'not a water level' }] })
    expect(parse([row('TMA MANGGARAI 78', { UDH: '06080412340201' })]).rejects).toEqual([
      { item: 'message 1', field: 'text', reason: '1 of its 2 parts' },
    ])
  })

  it.each([
    ['21.30', '2026-01-31T21:30:00+07:00'],
    ['21.40', '2026-01-31T21:40:00+07:00'],
    ['10.00', '2026-01-31T10:00:00+07:00'],
    ['21.46', undefined],
    ['09.34', undefined],
  ])('places a clock time of %s in the twelve hours before the message came', (clock, at) => {
    const { items, rejects } = parse(`${PHONE}\t${CAME}\tTMA MANGGARAI 785 JAM ${clock}`)
    expect(items.map(({ observedAt }) => observedAt)).toEqual(at ? [Date.parse(at)] : [])
    expect(rejects.map(({ field }) => field)).toEqual(at ? [] : ['time'])
  })

  it('looks back over midnight, and minds the day a text names', () => {
    const text = (words: string) => parse(`${PHONE}\t2026-02-01T00:10:00+07:00\tTMA MANGGARAI 785 ${words}`)
    expect(text('JAM 23.50').items[0]?.observedAt).toBe(Date.parse('2026-01-31T23:50:00+07:00'))
    expect(text('JAM 23.50 TGL 31/01/2026').items).toHaveLength(1)
    expect(text('JAM 23.50 TGL 1-2-2026').rejects[0]?.field).toBe('time')
    expect(text('24.00 WIB').items[0]?.observedAt).toBe(Date.parse('2026-02-01T00:00:00+07:00'))
  })

  it.each([
    ['a time without offset', event({ message: 'TMA MANGGARAI 785', phoneNumber: PHONE, receivedAt: '2026-01-31T21:35:00' }), 'receivedAt'],
    ['no text', event({ phoneNumber: PHONE, receivedAt: CAME }), 'message'],
    ['a row without time', [row('TMA MANGGARAI 785', { ReceivingDateTime: null })], 'ReceivingDateTime'],
    ['a number without a time', `${PHONE}\tyesterday\tTMA MANGGARAI 785`, 'time'],
  ])('rejects %s, and never names the sender', (_, payload, field) => {
    const { items, rejects } = parse(payload)
    expect(items).toEqual([])
    expect(rejects.map((reject) => [reject.item, reject.field])).toEqual([['message 1', field]])
    expect(JSON.stringify(rejects)).not.toContain('812')
  })

  it('has no reporter where the sender is no telephone', () => {
    for (const sender of ['TELKOMSEL', '3434', '', null])
      expect(parse(event({ message: 'TMA MANGGARAI 785', sender, receivedAt: CAME })).items[0]).not.toHaveProperty('reporter')
  })

  it.each([
    ['a web page', '<html></html>'],
    ['nothing', ''],
    ['JSON cut off', '{"event": "sms:rec'],
    ['JSON of something else', '{"hello": "TMA MANGGARAI 785"}'],
    ['too many messages', 'TMA\n'.repeat(5_001)],
    ['too many bytes', 'a'.repeat(1024 * 1024 + 1)],
  ])('refuses %s as a whole', (_, text) => {
    expect(() => parse(text)).toThrow(PayloadUnusable)
  })

  it('refuses another encoding as a whole', () => {
    expect(() => parseSmsInbox(Buffer.from('TMA MANGGARAI 785', 'utf16le').fill(0xff, 0, 2))).toThrow(PayloadUnusable)
  })
})

describe('whatever comes', () => {
  const settle = (raw: Buffer): void => {
    try {
      const { items, rejects } = parseSmsInbox(raw)
      for (const item of items) expect(Math.abs(item.value) <= 300 && item.name.length <= 60 && /^\P{Cc}+$/u.test(item.name)).toBe(true)
      for (const reject of rejects) expect(reject.item).toMatch(/^message \d+$/)
    } catch (error) {
      expect(error).toBeInstanceOf(PayloadUnusable)
    }
  }
  const word = fc.oneof(
    fc.constantFrom(
      'TMA',
      'TNA',
      'MANGGARAI',
      'P.A.',
      'DEPOK',
      '785',
      '7,85',
      '-120',
      'CM',
      'M',
      'SIAGA 3',
      'JAM 21.30',
      '21:30',
      '01/02/2026',
      'NAIK',
    ),
    fc.string({ unit: 'grapheme', maxLength: 8 }),
  )

  it('throws nothing else, over random bytes, words and JSON', () => {
    const line = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '))
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => settle(Buffer.from(bytes))))
    fc.assert(fc.property(fc.array(line, { maxLength: 5 }), (lines) => settle(Buffer.from(lines.join('\n')))))
    fc.assert(fc.property(fc.json(), (json) => settle(Buffer.from(json))))
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.constantFrom('event', 'payload', 'message', 'TextDecoded', 'UDH', 'sender'), fc.jsonValue())),
        (rows) => settle(Buffer.from(JSON.stringify(rows))),
      ),
    )
  })

  it('reads a level back whatever stands around it', () => {
    const around = fc
      .array(fc.constantFrom('🌊', '\n', '!!', '...', 'HUJAN DERAS', '(', ')', '*', 'terima kasih'), { maxLength: 4 })
      .map((parts) => parts.join(' '))
    fc.assert(
      fc.property(
        fc.integer({ min: -500, max: 1_999 }).filter((cm) => cm !== -999),
        around,
        around,
        (cm, before, after) => {
          const text = `${before} TMA ${before} MANGGARAI ${cm} ${after}`.replaceAll('\n', ' ')
          expect(parse(text).items.map(({ name, value }) => [name, value])).toEqual([['MANGGARAI', cm / 100]])
        },
      ),
    )
  })

  it('takes a line of a megabyte in no time, whatever it repeats', () => {
    const before = performance.now()
    for (const part of ['T ', 'TMA ', '7', '7.', '1-', 'TMA A 1 ', 'JAM ', 'TINGGI ', 'ﷺ', '\t', 'A.', 'SIAGA', '٣', `TMA A 1\n`])
      settle(Buffer.from(part.repeat(1_000_000 / part.length)).subarray(0, 1024 * 1024))
    const rows = Array.from({ length: 5_000 }, () => row('T M TINGGI MUKA 1-1 '.repeat(8)))
    settle(Buffer.from(JSON.stringify(rows).slice(0, 1024 * 1024)))
    expect(performance.now() - before).toBeLessThan(4_000)
  })
})
