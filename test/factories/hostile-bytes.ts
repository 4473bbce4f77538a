import fc from 'fast-check'
import { type Parsed, type ParsedItem, PayloadUnusable } from '#libs/feed'

/** Payloads no parser should choke on; each of them is no answer of any source. */
export const GARBAGE: readonly (readonly [string, Buffer])[] = [
  ['nothing', Buffer.alloc(0)],
  ['spaces', Buffer.from(' \n\r\n\t ')],
  ['a web page', Buffer.from('<!DOCTYPE html><html><head><title>503</title></head><body>Service unavailable</body></html>')],
  ['another encoding', Buffer.from([0xff, 0xfe, 0x3c, 0x00, 0x68, 0x00])],
  ['deep JSON', Buffer.from('['.repeat(200_000))],
  ['deep JSON that ends', Buffer.from(`{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`)],
  ['JSON with a prototype', Buffer.from('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}')],
  ['another JSON', Buffer.from('{"statusCode":200,"data":[1,2,3]}')],
  ['a megabyte of letters', Buffer.alloc(1_000_000, 'a')],
  ['a megabyte of commas', Buffer.alloc(1_000_000, ',')],
  ['a megabyte of quotes', Buffer.alloc(1_000_000, '"')],
  ['a megabyte of lines', Buffer.alloc(1_000_000, '\n')],
  ['a megabyte of NUL', Buffer.alloc(1_000_000, 0)],
]

const SPLICES = ['9'.repeat(400), '-', '1e999', 'null', '"', '{', '__proto__'].map((text) => Buffer.from(text))

/** What a parser takes of a payload; nothing when it refuses the whole. Any other error is thrown on, and the property fails. */
export function itemsUnlessRefused<Item extends ParsedItem>(parse: (raw: Buffer) => Parsed<Item>, raw: Buffer): Item[] {
  try {
    return parse(raw).items
  } catch (error) {
    if (error instanceof PayloadUnusable) return []
    throw error
  }
}

/** Random bytes, and a good payload with bytes changed, cut out, put in twice, or cut off. */
export function hostileBytes(good: Buffer): fc.Arbitrary<Buffer> {
  const at = fc.nat(good.length - 1)
  const changed = fc
    .array(fc.tuple(at, fc.nat(255)), { minLength: 1, maxLength: 8 })
    .map((changes) => changes.reduce((bytes, [place, byte]) => (bytes.writeUInt8(byte, place), bytes), Buffer.from(good)))
  const spliced = fc
    .tuple(at, at, fc.oneof(fc.uint8Array({ maxLength: 12 }), fc.constantFrom(...SPLICES)))
    .map(([a, b, middle]) => Buffer.concat([good.subarray(0, Math.min(a, b)), middle, good.subarray(Math.max(a, b))]))
  const doubled = fc.tuple(at, at).map(([a, b]) => Buffer.concat([good.subarray(0, Math.max(a, b)), good.subarray(Math.min(a, b))]))
  const cut = at.map((length) => Buffer.from(good.subarray(0, length)))
  return fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    changed,
    spliced,
    doubled,
    cut,
  )
}
