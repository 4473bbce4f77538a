import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { splitRow } from './split-row'

describe('one line of a table', () => {
  it.each([
    ['a,b,c', ['a', 'b', 'c']],
    ['"a,b",c', ['a,b', 'c']],
    ['"say ""no""",', ['say "no"', '']],
    ['', ['']],
    [',', ['', '']],
    ['"",""', ['', '']],
  ])('%s', (line, fields) => {
    expect(splitRow(line)).toEqual(fields)
  })

  it('knows a line that is torn inside a quote', () => {
    expect(splitRow('"a,b')).toBeUndefined()
    expect(splitRow('a,"b""')).toBeUndefined()
  })

  it('agrees with a library on every well-formed line', () => {
    const field = fc.string({ maxLength: 12 }).filter((text) => !['\r', '\n', '\ufeff'].some((character) => text.includes(character)))
    fc.assert(
      fc.property(fc.array(field, { minLength: 1, maxLength: 8 }), (fields) => {
        const line = fields.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')
        expect(splitRow(line)).toEqual(parse(line)[0])
      }),
    )
  })
})
