/** The few pieces of PostgreSQL's wire protocol (version 3) that the gateway needs. Lengths count themselves but not the type byte. */

const SSL_REQUEST = 80_877_103
const GSS_REQUEST = 80_877_104
const CANCEL_REQUEST = 80_877_102

/** One message as it travels: its type and the whole of its bytes, the type and the length included. */
export interface Frame {
  readonly type: string
  readonly bytes: Buffer
}

/** Reads a zero-terminated string; answers it and the offset after it. */
export function readText(buffer: Buffer, offset: number): [text: string, next: number] {
  const end = buffer.indexOf(0, offset)
  if (end < 0) throw new RangeError('a string of the message has no end')
  return [buffer.toString('utf8', offset, end), end + 1]
}

export const text = (value: string): Buffer => Buffer.from(`${value}\0`)

export function int32(value: number): Buffer {
  const buffer = Buffer.alloc(4)
  buffer.writeInt32BE(value)
  return buffer
}

export const message = (type: string, ...body: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(body)
  return Buffer.concat([Buffer.from(type), int32(content.length + 4), content])
}

/** A FATAL error: the server's last word on a connection. */
export const fatal = (code: string, reason: string): Buffer =>
  message('E', text('SFATAL'), text('VFATAL'), text(`C${code}`), text(`M${reason}`), Buffer.from([0]))

export const readyForQuery = (): Buffer => message('Z', Buffer.from('I'))

/** Cuts the replies of a server into frames. */
export function framesOf(buffer: Buffer): Frame[] {
  const frames: Frame[] = []
  for (let at = 0; at < buffer.length;) {
    const end = at + 1 + buffer.readInt32BE(at + 1)
    frames.push({ type: String.fromCharCode(buffer[at] as number), bytes: buffer.subarray(at, end) })
    at = end
  }
  return frames
}

export type Opening =
  | { readonly kind: 'encryption' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'startup'; readonly parameters: ReadonlyMap<string, string> }

/** Collects what a client sends and gives it back message by message. */
export class Incoming {
  private buffer: Buffer = Buffer.alloc(0)

  /** @param limit bytes of the largest message that is taken */
  constructor(private readonly limit: number) {}

  push(chunk: Buffer): void {
    this.buffer = this.buffer.length > 0 ? Buffer.concat([this.buffer, chunk]) : chunk
  }

  /** The untyped message a connection begins with; undefined until it is complete. */
  opening(): Opening | undefined {
    if (this.buffer.length < 8) return undefined
    const length = this.checked(this.buffer.readInt32BE(0), 8)
    if (this.buffer.length < length) return undefined
    const body = this.buffer.subarray(4, length)
    this.buffer = this.buffer.subarray(length)
    const code = body.readInt32BE(0)
    if (code === SSL_REQUEST || code === GSS_REQUEST) return { kind: 'encryption' }
    if (code === CANCEL_REQUEST) return { kind: 'cancel' }
    const parameters = new Map<string, string>()
    for (let at = 4; at < body.length - 1;) {
      const [name, afterName] = readText(body, at)
      if (name === '') break
      const [value, next] = readText(body, afterName)
      parameters.set(name, value)
      at = next
    }
    return { kind: 'startup', parameters }
  }

  next(): Frame | undefined {
    if (this.buffer.length < 5) return undefined
    const end = 1 + this.checked(this.buffer.readInt32BE(1), 4)
    if (this.buffer.length < end) return undefined
    const bytes = Buffer.from(this.buffer.subarray(0, end))
    this.buffer = this.buffer.subarray(end)
    return { type: String.fromCharCode(bytes[0] as number), bytes }
  }

  private checked(length: number, least: number): number {
    if (length < least || length > this.limit) throw new RangeError(`a message of ${length} bytes is not taken`)
    return length
  }
}

/** Prefixes the names of statements and portals in an extended-protocol message: all clients share the names of one session. The unnamed ones stay. */
export function renamed({ type, bytes }: Frame, prefix: string): Buffer {
  const named = (name: string): Buffer => text(name === '' ? '' : prefix + name)
  if (type === 'P' || type === 'E') {
    const [name, next] = readText(bytes, 5)
    return message(type, named(name), bytes.subarray(next))
  }
  if (type === 'B') {
    const [portal, afterPortal] = readText(bytes, 5)
    const [statement, next] = readText(bytes, afterPortal)
    return message(type, named(portal), named(statement), bytes.subarray(next))
  }
  if (type === 'D' || type === 'C') {
    const [name] = readText(bytes, 6)
    return message(type, bytes.subarray(5, 6), named(name))
  }
  return bytes
}

/** What a statement says about listening; undefined when it says nothing. `channel` is undefined for `unlisten *`. */
export function listenOf(statement: string): { readonly listens: boolean; readonly channel?: string } | undefined {
  const bare = statement.replaceAll(/--[^\n]*\n?|\/\*[^]*?\*\//g, '')
  const found = /^\s*(un)?listen\s+("(?:[^"]|"")+"|\*|[\w$]+)\s*;?\s*$/i.exec(bare)
  if (!found) return undefined
  const [, un, name = ''] = found
  if (name === '*') return { listens: false }
  return { listens: un === undefined, channel: name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase() }
}
