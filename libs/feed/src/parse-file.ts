import { isGzip, unzip } from './gunzip'
import type { Reject } from './parsed'
import { sourceNamed } from './sources'

/**
 * Parses a file without storing anything: what `kentongan feed parse` prints. Phone numbers are left out.
 * @throws SourceUnknown, PayloadUnusable
 */
export function parseFile(source: string, content: Buffer): { lines: Record<string, unknown>[]; rejects: Reject[] } {
  const { parse, largestBytes } = sourceNamed(source)
  const { items, rejects } = parse(isGzip(content) ? unzip(source, content, largestBytes) : content)
  return { lines: items.map((item) => ({ source, ...(printable(item) as Record<string, unknown>) })), rejects }
}

const INSTANT = /(At|From)$/

/** Instants as ISO text. */
function printable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(printable)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'reporter')
      .map(([key, each]) => [key, typeof each === 'number' && INSTANT.test(key) ? isoOrNull(each) : printable(each)]),
  )
}

/** A text without a time of its own says when only once it is received. */
const isoOrNull = (at: number): string | null => (Number.isFinite(at) ? new Date(at).toISOString() : null)
