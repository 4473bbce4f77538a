const NEWLINE = 0x0a
const RETURN = 0x0d
const BLANK = 0x20

/**
 * Messages as one payload, each on a line of its own. JSON knows a line break between its tokens only, where a blank means the same;
 * what is no JSON is rejected with the break or without.
 */
export function joinEvents(messages: readonly Buffer[]): Buffer {
  const joined = Buffer.allocUnsafe(messages.reduce((sum, each) => sum + each.length + 1, 0))
  let at = 0
  for (const message of messages) {
    message.copy(joined, at)
    if (message.includes(NEWLINE) || message.includes(RETURN)) unbreak(joined.subarray(at, at + message.length))
    at += message.length
    joined[at] = NEWLINE
    at += 1
  }
  return joined
}

function unbreak(bytes: Buffer): void {
  for (const [i, byte] of bytes.entries()) if (byte === NEWLINE || byte === RETURN) bytes[i] = BLANK
}
