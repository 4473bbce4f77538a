import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { InvalidInput, messageOf } from '#libs/platform'

/** No row of numbers is as long: a file without line ends would fill the memory. */
const LONGEST_ROW = 10_000

/** Thrown by a reader of lines that has read enough; the file is closed and nothing is wrong. */
export class EnoughRead extends Error {}

/**
 * Gives a text file's lines one by one, without line ends, from plain text or gzip (known by its first bytes, not by its name). Holds one
 * chunk in memory.
 *
 * @param take the line and its number, the first being 1; a last line that is empty is not given
 * @throws InvalidInput when the file cannot be read or unpacked, is no UTF-8 text, or has a row that never ends
 */
export async function readLines(file: string, take: (line: string, row: number) => void): Promise<void> {
  const text = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  let row = 0
  const give = (line: string): void => take(line.endsWith('\r') ? line.slice(0, -1) : line, ++row)

  async function splitIntoLines(chunks: AsyncIterable<Buffer>): Promise<void> {
    for await (const chunk of chunks) {
      const lines = (rest + text.decode(chunk, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      lines.forEach(give)
      if (rest.length > LONGEST_ROW) throw new InvalidInput([{ file, row: row + 1, message: `is longer than ${LONGEST_ROW} characters` }])
    }
    rest += text.decode()
    if (rest !== '') give(rest)
  }

  try {
    const isPacked = await isGzip(file)
    const source = createReadStream(file)
    await (isPacked ? pipeline(source, createGunzip(), splitIntoLines) : pipeline(source, splitIntoLines))
  } catch (error) {
    if (error instanceof EnoughRead) return
    if (error instanceof InvalidInput) throw error
    throw new InvalidInput([{ file, row: row > 0 ? row + 1 : undefined, message: `cannot be read: ${messageOf(error)}` }])
  }
}

async function isGzip(file: string): Promise<boolean> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await handle.close()
  }
}
