import { gunzipSync } from 'node:zlib'
import { PayloadUnusable } from './parsed'

/** gzip is recognised by its first bytes, whatever the file is called. */
export const isGzip = (content: Buffer): boolean => content[0] === 0x1f && content[1] === 0x8b

/** @throws PayloadUnusable when it is torn, or unpacks to more than the source may send */
export function unzip(source: string, content: Buffer, largestBytes: number): Buffer {
  try {
    return gunzipSync(content, { maxOutputLength: largestBytes })
  } catch (error) {
    throw new PayloadUnusable(source, `it cannot be unpacked: ${(error as Error).message}`)
  }
}
