import { PayloadUnusable } from '../parsed'

/** @throws PayloadUnusable for what is not UTF-8, is nothing, or is a web page where data were expected */
export function decodeText(source: string, raw: Buffer, largestBytes: number): string {
  if (raw.length > largestBytes) throw new PayloadUnusable(source, `${raw.length} bytes; ${largestBytes} are taken`)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(raw)
  } catch {
    throw new PayloadUnusable(source, 'it is not UTF-8')
  }
  if (text.trim() === '') throw new PayloadUnusable(source, 'the payload is empty')
  if (/^\s*<(?:!doctype|html|\?xml)/i.test(text)) throw new PayloadUnusable(source, 'a web page or XML where data were expected')
  return text
}

/** @throws PayloadUnusable */
export function decodeJson(source: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new PayloadUnusable(source, 'it is not JSON, or cut off')
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
