import { gunzipSync } from 'node:zlib'
import { PayloadUnusable, type Reject } from './parsed'
import { parserOf } from './sources'

const LARGEST_BYTES = 200 * 1024 * 1024

/**
 * Parses a file without storing anything: what `kentongan feed parse` prints. gzip is recognised by its first bytes.
 * @throws SourceUnknown, PayloadUnusable
 */
export function parseFile(source: string, content: Buffer): { lines: Record<string, unknown>[]; rejects: Reject[] } {
  const parse = parserOf(source)
  const { items, rejects } = parse(isGzip(content) ? unzip(source, content) : content)
  const lines = items.map(({ observedAt, ...rest }) => ({ source, ...rest, observedAt: new Date(observedAt).toISOString() }))
  return { lines, rejects }
}

const isGzip = (content: Buffer): boolean => content[0] === 0x1f && content[1] === 0x8b

function unzip(source: string, content: Buffer): Buffer {
  try {
    return gunzipSync(content, { maxOutputLength: LARGEST_BYTES })
  } catch (error) {
    throw new PayloadUnusable(source, `it cannot be unpacked: ${(error as Error).message}`)
  }
}
