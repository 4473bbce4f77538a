export type ReportedHazard = 'flood' | 'landslide' | 'fire' | 'tree' | 'other'

/** What a text from a phone means. */
export type Reply =
  | { readonly kind: 'acknowledgement' }
  | { readonly kind: 'report'; readonly type: ReportedHazard; readonly depthCm?: number; readonly rt?: number; readonly rw?: number }
  | { readonly kind: 'unreadable' }

const HAZARD_WORDS: readonly (readonly [RegExp, ReportedHazard])[] = [
  [/\b(banjir|genangan|tergenang|air naik|air masuk|rob|meluap|luapan)\b/, 'flood'],
  [/\b(longsor|tanah gerak|tanah bergerak)\b/, 'landslide'],
  [/\b(kebakaran|api)\b/, 'fire'],
  [/\bpohon\b/, 'tree'],
]
/** Depths that people measure on themselves, in centimetres: rough, and better than nothing. */
const BODY_DEPTHS: readonly (readonly [RegExp, number])[] = [
  [/\b(semata kaki|mata kaki)\b/, 10],
  [/\b(sebetis|betis)\b/, 30],
  [/\b(selutut|lutut)\b/, 50],
  [/\b(sepaha|paha)\b/, 70],
  [/\b(sepinggang|pinggang)\b/, 100],
  [/\b(sedada|dada)\b/, 130],
  [/\b(seleher|leher)\b/, 150],
]
const DEEPEST_CM = 2_000
const ACKNOWLEDGING = new Set([
  'terima',
  'diterima',
  'menerima',
  'terimakasih',
  'trima',
  'trims',
  'makasih',
  'y',
  'ya',
  'iya',
  'yaa',
  'sudah',
  'sdh',
  'udah',
  'siap',
  'ok',
  'oke',
  'okay',
  'paham',
  'mengerti',
  'dimengerti',
  'baik',
])
const POLITE = new Set([
  'kasih',
  'ksh',
  'pak',
  'bu',
  'bapak',
  'ibu',
  'min',
  'admin',
  'bpbd',
  'info',
  'infonya',
  'informasinya',
  'pesan',
  'pesannya',
  'kami',
  'saya',
  'sy',
  'atas',
  'telah',
  'dan',
  'segera',
  'laksanakan',
  'dibaca',
  'baca',
  'semua',
  'warga',
  'rt',
  'rw',
  'banyak',
])
/** "belum terima", "tidak": whoever writes that has not confirmed anything. */
const DENYING = /\b(tidak|tdk|nggak|enggak|gak|ga|gk|belum|blm|bukan|jangan|salah)\b/
/** A confirmation says little; a longer text says something else. */
const MOST_WORDS = 8

/**
 * Reads a reply as people type it: any case, punctuation and emoji. Only what is certainly a confirmation is one: reach is counted
 * from it, so a doubtful text stays unreadable and gets a helpful answer.
 */
export function readReply(text: string): Reply {
  const plain = text
    .toLowerCase()
    .replace(/(\d)\.(\d)/g, '$1,$2')
    .replace(/[^a-z0-9,]+/g, ' ')
    .replace(/,(?!\d)|(?<!\d),/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  if (/^(lapor|laporan|melaporkan)\b/.test(plain)) return readReport(plain)
  return isAcknowledgement(plain) ? { kind: 'acknowledgement' } : { kind: 'unreadable' }
}

function isAcknowledgement(plain: string): boolean {
  const words = plain.split(' ').filter((word) => word !== '')
  if (words.length === 0 || words.length > MOST_WORDS || DENYING.test(plain)) return false
  if (!words.some((word) => ACKNOWLEDGING.has(word))) return false
  return words.every((word) => ACKNOWLEDGING.has(word) || POLITE.has(word) || /^\d+$/.test(word))
}

function readReport(plain: string): Reply {
  const content = plain.replace(/^(lapor|laporan|melaporkan)\s*/, '')
  if (content === '') return { kind: 'unreadable' }
  const type = HAZARD_WORDS.find(([pattern]) => pattern.test(content))?.[1] ?? 'other'
  const depthCm = readDepth(content)
  const rt = readNumber(content, /\brt\s*0*(\d{1,3})\b/)
  const rw = readNumber(content, /\brw\s*0*(\d{1,3})\b/)
  return {
    kind: 'report',
    type,
    ...(depthCm !== undefined && { depthCm }),
    ...(rt !== undefined && { rt }),
    ...(rw !== undefined && { rw }),
  }
}

function readDepth(content: string): number | undefined {
  const measured = /(?<![\d,])(\d+(?:,\d+)?)\s*(cm|centimeter|senti|m|meter|mtr)\b/.exec(content)
  if (measured?.[1]) {
    const value = Number(measured[1].replace(',', '.'))
    const cm = Math.round(/^(cm|centi|senti)/.test(measured[2] ?? '') ? value : value * 100)
    return cm <= DEEPEST_CM ? cm : undefined
  }
  return BODY_DEPTHS.find(([pattern]) => pattern.test(content))?.[1]
}

function readNumber(content: string, pattern: RegExp): number | undefined {
  const found = pattern.exec(content)?.[1]
  return found === undefined ? undefined : Number(found)
}
