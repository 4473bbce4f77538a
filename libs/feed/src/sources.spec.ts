import fc from 'fast-check'
import { type Parsed, PayloadUnusable } from './parsed'
import { SOURCES } from './sources'

const HTML = Buffer.from('<!doctype html><html><head><title>Pemeliharaan</title></head><body><p>Situs dalam pemeliharaan</p></body></html>')
const LONGEST_MS = 10_000
const NASTY: readonly [string, Buffer][] = [
  ['nothing', Buffer.alloc(0)],
  ['blanks', Buffer.from(' \n\r\n\t')],
  ['NUL bytes', Buffer.alloc(4_096)],
  ['bytes that are no text', Buffer.from(Array.from({ length: 4_096 }, (_, i) => (i * 7 + 128) % 256))],
  ['an empty object', Buffer.from('{}')],
  ['null', Buffer.from('null')],
  ['a number', Buffer.from('1e999')],
  ['nested arrays', Buffer.from('['.repeat(50_000))],
  ['closed nested arrays', Buffer.from('['.repeat(20_000) + ']'.repeat(20_000))],
  ['nested objects', Buffer.from('{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000))],
  ['a prototype', Buffer.from('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}')],
  ['a list of prototypes', Buffer.from('[{"__proto__":{"polluted":true}}]')],
  ['nested elements', Buffer.from('<a>'.repeat(20_000))],
  ['an entity bomb', Buffer.from('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>')],
  ['an external entity', Buffer.from('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')],
  ['UTF-16 that says UTF-8', Buffer.from('<?xml version="1.0" encoding="UTF-8"?><a/>', 'utf16le')],
  ['one endless line', Buffer.from('9'.repeat(1_000_000))],
  ['one endless quote', Buffer.from(`"${'a,'.repeat(300_000)}`)],
  ['separators alone', Buffer.from(',;\t|'.repeat(200_000))],
]

/** What a parser made of bytes: its items, or the one error it may throw. Another error, or a long silence, is a fault. */
function outcomeOf(parse: (raw: Buffer) => Parsed, raw: Buffer): 'read' | 'refused' {
  const started = performance.now()
  try {
    parse(raw)
    return performance.now() - started < LONGEST_MS ? 'read' : fail('it hangs')
  } catch (error) {
    if (error instanceof PayloadUnusable && performance.now() - started < LONGEST_MS) return 'refused'
    throw error
  }
}

const fail = (why: string): never => {
  throw new Error(why)
}

const itemsOf = (parse: (raw: Buffer) => Parsed, raw: Buffer): readonly unknown[] =>
  outcomeOf(parse, raw) === 'refused' ? [] : parse(raw).items

describe.each([...SOURCES.values()].map((source) => [source.name, source] as const))('the parser of %s', (_, source) => {
  it.each(NASTY)('survives %s', (__, raw) => {
    expect(['read', 'refused']).toContain(outcomeOf(source.parse, raw))
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  it('survives any bytes and any text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => outcomeOf(source.parse, Buffer.from(bytes)) !== undefined),
      { numRuns: 100 },
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => outcomeOf(source.parse, Buffer.from(text)) !== undefined),
      { numRuns: 100 },
    )
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => outcomeOf(source.parse, Buffer.from(text)) !== undefined),
      { numRuns: 100 },
    )
  })

  it('believes nothing of an HTML page', () => {
    expect(itemsOf(source.parse, HTML)).toEqual([])
  })

  it('says how it comes, whose it is, how much of it is taken and for how long it is kept', () => {
    expect(source.attribution).not.toBe('')
    expect(source.largestBytes).toBeGreaterThan(0)
    expect(source.retentionDays).toBeGreaterThan(0)
    expect(source.intake !== 'poll' || (source.poll?.contentTypes.length ?? 0) > 0).toBe(true)
  })
})
