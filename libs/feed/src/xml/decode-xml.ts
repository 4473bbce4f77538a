import { PayloadUnusable } from '../parsed'

/** The declaration stands at the very start and is short: it is looked for no further. */
const HEAD_BYTES = 2_048
const DECLARED = /^<\?xml[\s?]/
const DECLARATION =
  /^<\?xml\s+version\s*=\s*(["'])1\.\d{1,2}\1(?:\s+encoding\s*=\s*(["'])([A-Za-z][\w.-]*)\2)?(?:\s+standalone\s*=\s*(["'])(?:yes|no)\4)?\s*\?>/
const MARKS = [
  { bytes: Buffer.from([0xef, 0xbb, 0xbf]), encoding: 'utf-8' },
  { bytes: Buffer.from([0xff, 0xfe]), encoding: 'utf-16le' },
  { bytes: Buffer.from([0xfe, 0xff]), encoding: 'utf-16be' },
]
/** Latin 1 is read as Windows-1252, as every browser does: the two differ in control characters alone, which no publisher means. */
const READ_AS: ReadonlyMap<string, string> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['us-ascii', 'us-ascii'],
  ['iso-8859-1', 'windows-1252'],
  ['latin1', 'windows-1252'],
  ['windows-1252', 'windows-1252'],
  ['utf-16', 'utf-16'],
  ['utf-16le', 'utf-16le'],
  ['utf-16be', 'utf-16be'],
])
/** What Windows-1252 has where Latin 1 has control characters, from 0x80 on. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'
/** Not characters of XML 1.0 (section 2.2); halves of surrogate pairs do not pass the decoders. */
const FORBIDDEN = /(?![\t\n\r\u007f-\u009f])\p{Cc}|[\ufffe\uffff]/u

/**
 * The text of a document behind its XML declaration, line ends as `\n`. The size is looked at before anything is decoded. UTF-8,
 * US-ASCII, ISO-8859-1 and Windows-1252 by declaration, UTF-8 without one, UTF-16 by its byte order mark.
 * @throws PayloadUnusable when it is too large, or its encoding is unknown, contradicts the byte order mark or is not that of its bytes
 */
export function decodeXml(source: string, raw: Buffer, largestBytes: number): string {
  if (raw.length > largestBytes) throw new PayloadUnusable(source, `${raw.length} bytes; ${largestBytes} are taken`)
  const mark = MARKS.find(({ bytes }) => raw.subarray(0, bytes.length).equals(bytes))
  const body = mark ? raw.subarray(mark.bytes.length) : raw
  const head = mark ? new TextDecoder(mark.encoding).decode(body.subarray(0, HEAD_BYTES)) : body.toString('latin1', 0, HEAD_BYTES)
  const declaration = DECLARATION.exec(head)
  if (!declaration && DECLARED.test(head)) throw new PayloadUnusable(source, 'its XML declaration cannot be read')
  const text = decode(source, body, encodingOf(source, mark?.encoding, declaration?.[3]))
  if (text.includes('\u0000')) throw new PayloadUnusable(source, 'it holds NUL bytes')
  if (FORBIDDEN.test(text)) throw new PayloadUnusable(source, 'it holds characters that XML does not allow')
  const rest = text.slice(declaration?.[0].length ?? 0)
  return rest.includes('\r') ? rest.replaceAll(/\r\n?/g, '\n') : rest
}

function encodingOf(source: string, mark: string | undefined, declared: string | undefined): string {
  const encoding = READ_AS.get((declared ?? mark ?? 'utf-8').toLowerCase())
  if (!encoding) throw new PayloadUnusable(source, `its encoding ${String(declared).slice(0, 40)} is not read`)
  if (!mark && encoding.startsWith('utf-16')) throw new PayloadUnusable(source, `it says ${String(declared)} and has no byte order mark`)
  if (mark && encoding !== mark && !(encoding === 'utf-16' && mark.startsWith('utf-16')))
    throw new PayloadUnusable(source, `it says ${String(declared)}, and its byte order mark ${mark}`)
  return mark ?? encoding
}

function decode(source: string, body: Buffer, encoding: string): string {
  if (encoding === 'windows-1252') return decodeWindows1252(body)
  if (encoding === 'us-ascii' && body.some((byte) => byte > 0x7f)) throw new PayloadUnusable(source, 'it is not us-ascii')
  try {
    return new TextDecoder(encoding === 'us-ascii' ? 'utf-8' : encoding, { fatal: true, ignoreBOM: true }).decode(body)
  } catch (error) {
    throw new PayloadUnusable(source, `it is not ${encoding}: ${(error as Error).message}`)
  }
}

/** By hand: TextDecoder of some Node releases reads it as plain Latin 1. The five bytes it leaves undefined stay control characters. */
const decodeWindows1252 = (body: Buffer): string =>
  body.toString('latin1').replaceAll(/[\u0080-\u009f]/g, (control) => WINDOWS_1252[control.charCodeAt(0) - 0x80] ?? control)
