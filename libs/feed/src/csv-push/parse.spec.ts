import fc from 'fast-check'
import { PayloadUnusable } from '../parsed'
import { parseCsvPush } from './parse'

const HEADER = 'station,parameter,time,value,interval_minutes'
const AT = '2026-01-31T21:30:00+07:00'
const at = Date.parse(AT)
const parse = (...lines: string[]) => parseCsvPush(Buffer.from(lines.join('\n')))
const parseJson = (value: unknown) => parseCsvPush(Buffer.from(JSON.stringify(value)))
const depok = { kind: 'reading', name: 'Depok', parameter: 'water_level', observedAt: at, value: 1.85 }

describe('a table that is pushed', () => {
  it('reads level, rain and discharge', () => {
    expect(parse(HEADER, `Depok,water_level,${AT},1.85,`, `Hujan 1,rain,${AT},12.5,10`, `Depok,discharge,2026-01-31T14:30Z,80,`)).toEqual({
      items: [
        depok,
        { kind: 'reading', name: 'Hujan 1', parameter: 'rain', observedAt: at, value: 12.5, intervalMinutes: 10 },
        { ...depok, parameter: 'discharge', value: 80 },
      ],
      rejects: [],
    })
  })

  it.each([
    ['columns in another order, and one nobody asked for', ['time,VALUE,note,station, Parameter', `${AT},1.85,x,Depok,water_level`]],
    ['semicolons with a decimal comma', ['station;parameter;time;value', `Depok;water_level;${AT};1,85`]],
    ['semicolons with a decimal point', ['station;parameter;time;value', `Depok;water_level;${AT};1.85`]],
    ['quoted fields and CRLF', ['\ufeffstation,parameter,time,value\r', `"Depok","water_level","${AT}","1.85"\r`, '\r']],
    [
      'an offset without a colon and a fraction of a second',
      ['station,parameter,time,value', `Depok,water_level,2026-01-31 21:30:00.000+0700,1.85`],
    ],
  ])('takes %s', (_, lines) => {
    expect(parse(...lines)).toEqual({ items: [depok], rejects: [] })
  })

  it.each([
    ['a list', [{ station: 'Depok', parameter: 'water_level', time: AT, value: 1.85 }]],
    ['readings', { readings: [{ station: 'Depok', parameter: 'water_level', time: AT, value: '1.85', interval_minutes: null }] }],
    ['one alone', { station: 'Depok', parameter: 'water_level', time: AT, value: 1.85 }],
  ])('takes JSON: %s', (_, json) => {
    expect(parseJson(json)).toEqual({ items: [depok], rejects: [] })
  })

  it.each(['-9999', '9999', '-9999.00', '-999', '8888', 'NaN', '', 'null', 'N/A'])('never takes the sentinel "%s" for a value', (value) => {
    expect(parse(HEADER, `Depok,water_level,${AT},${value},`)).toEqual({
      items: [],
      rejects: [{ item: 'row 2', field: 'value', reason: 'no value' }],
    })
  })

  it('never takes a value that is missing for zero', () => {
    const reading = { station: 'Depok', parameter: 'water_level', time: AT }
    expect(parseJson([reading, { ...reading, value: null }, { ...reading, value: -9999 }]).rejects).toEqual(
      [1, 2, 3].map((row) => ({ item: `row ${row}`, field: 'value', reason: 'no value' })),
    )
  })

  it('names row and field of what it rejects, and keeps the rest', () => {
    const { items, rejects } = parse(
      HEADER,
      `,water_level,${AT},1.85,`,
      `Depok,level,${AT},1.85,`,
      'Depok,water_level,2026-01-31T21:30:00,1.85,',
      'Depok,water_level,2026-02-30T21:30:00+07:00,1.85,',
      `Depok,water_level,${AT},1e3,`,
      `Depok,water_level,${AT},"1,85",`,
      `Depok,rain,${AT},5,`,
      `Depok,rain,${AT},-5,10`,
      `Depok,rain,${AT},5,1441`,
      `Depok,water_level,${AT}`,
      `"Depok,water_level,${AT},1.85,`,
      `Depok,water_level,${AT},1.85,`,
    )
    expect(items).toEqual([depok])
    expect(rejects.map(({ item, field }) => `${item} ${field ?? ''}`)).toEqual([
      'row 2 station',
      'row 3 parameter',
      'row 4 time',
      'row 5 time',
      'row 6 value',
      'row 7 value',
      'row 8 interval_minutes',
      'row 9 value',
      'row 10 interval_minutes',
      'row 11 ',
      'row 12 ',
    ])
    expect(rejects[2]?.reason).toContain('with its offset')
  })

  it('rejects JSON of another type by row and field', () => {
    const good = { station: 'Depok', parameter: 'water_level', time: AT, value: 1.85 }
    const { items, rejects } = parseJson([
      7,
      { ...good, station: {} },
      { ...good, value: true },
      { ...good, time: at },
      { ...good, value: [1] },
      good,
    ])
    expect(items).toEqual([depok])
    expect(rejects.map(({ item, field }) => [item, field])).toEqual([
      ['row 1', undefined],
      ['row 2', 'station'],
      ['row 3', 'value'],
      ['row 4', 'time'],
      ['row 5', 'value'],
    ])
  })

  it('holds nothing a database cannot: control characters of a name or a value stay out of names and reasons', () => {
    const { items, rejects } = parseJson([
      { station: 'De\u0000pok', parameter: 'water_level', time: AT, value: 1 },
      { station: 'Depok', parameter: 'water_level', time: AT, value: '1\u0000' },
    ])
    expect(items).toEqual([])
    expect(JSON.stringify(rejects.map(({ reason }) => reason.includes('\u0000')))).toBe('[false,false]')
  })

  it.each([
    ['a web page', '<!DOCTYPE html><html></html>', 'a web page'],
    ['a header that lacks columns', 'station,time\nDepok,x', 'the header lacks parameter, value'],
    ['a header that names a column twice', 'station,parameter,time,value,value\n', 'value twice'],
    ['rows without a header', `Depok,water_level,${AT},1.85`, 'the header lacks'],
    ['nothing', ' \n', 'empty'],
    ['JSON cut off', '[{"station": "Dep', 'not JSON'],
    ['JSON of something else', '{"hello": 1}', 'expected a list'],
    ['too many rows', `station,parameter,time,value\n${'a,b,c,d\n'.repeat(50_001)}`, 'more than 50000 rows'],
    ['too many readings', JSON.stringify(Array.from({ length: 50_001 }, () => 0)), '50001 rows'],
    ['lists in lists without end', '['.repeat(1_000_000), 'not JSON'],
  ])('refuses %s as a whole', (_, text, why) => {
    expect(() => parseCsvPush(Buffer.from(text))).toThrow(PayloadUnusable)
    expect(() => parseCsvPush(Buffer.from(text))).toThrow(why)
  })

  it.each([
    ['UTF-16', Buffer.from('\ufeffstation,parameter,time,value', 'utf16le')],
    ['too many bytes', Buffer.alloc(10 * 1024 * 1024 + 1, 0x61)],
  ])('refuses %s as a whole', (_, raw) => {
    expect(() => parseCsvPush(raw)).toThrow(PayloadUnusable)
  })

  it('is not moved by keys of the prototype', () => {
    expect(
      parseCsvPush(Buffer.from(`[{"__proto__": {"station": "Depok", "parameter": "water_level", "time": "${AT}", "value": 1}}]`)).items,
    ).toEqual([])
    expect(({} as Record<string, unknown>)['station']).toBeUndefined()
  })
})

describe('whatever comes', () => {
  const settle = (raw: Buffer): void => {
    try {
      const { items, rejects } = parseCsvPush(raw)
      for (const item of items) expect(Number.isFinite(item.value) && Number.isFinite(item.observedAt) && item.name.length <= 80).toBe(true)
      for (const reject of rejects) expect(reject.reason.length).toBeLessThan(250)
    } catch (error) {
      expect(error).toBeInstanceOf(PayloadUnusable)
    }
  }
  const cell = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom('Depok', 'rain', 'water_level', AT, '1.85', '9999', '"', ';', '10'),
  )

  it('throws nothing else, over random bytes, cells and JSON', () => {
    const row = fc.array(cell, { maxLength: 7 }).map((cells) => cells.join(','))
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => settle(Buffer.from(bytes))))
    fc.assert(fc.property(fc.array(row, { maxLength: 8 }), (rows) => settle(Buffer.from([HEADER, ...rows].join('\n')))))
    fc.assert(fc.property(fc.json(), (json) => settle(Buffer.from(json))))
  })

  it('keeps every whole row around a mutilated one', () => {
    fc.assert(
      fc.property(cell, (broken) => {
        const { items, rejects } = parse(
          HEADER,
          `Depok,water_level,${AT},1.85,`,
          broken.replaceAll(/[\r\n]/g, ' '),
          `Depok,water_level,${AT},1.85,`,
        )
        expect(items).toHaveLength(2)
        expect(rejects.length).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('gives back the rows it was written from', () => {
    const reading = fc.record({ value: fc.double({ min: -20, max: 20, noNaN: true }), minute: fc.integer({ min: 0, max: 5e7 }) })
    fc.assert(
      fc.property(fc.array(reading, { minLength: 1, maxLength: 20 }), (readings) => {
        const rows = readings.map(({ value, minute }) => ({ value: value.toFixed(3), at: minute * 60_000 }))
        const { items } = parse(HEADER, ...rows.map((row) => `Depok,water_level,${new Date(row.at).toISOString()},${row.value},`))
        expect(items.map((item) => [item.value, item.observedAt])).toEqual(rows.map((row) => [Number(row.value), row.at]))
      }),
    )
  })

  it('reads 50,000 rows and a line of a megabyte within a second or two', () => {
    const before = performance.now()
    expect(parse(HEADER, ...Array.from({ length: 50_000 }, () => `Depok,water_level,${AT},1.85,`)).items).toHaveLength(50_000)
    for (const letter of ['"', ',', ';', 'a', '1', ' ']) settle(Buffer.from(`${HEADER}\n${letter.repeat(1024 * 1024)}`))
    expect(performance.now() - before).toBeLessThan(4_000)
  })
})
