import type { ParsedEarthquake } from '../parsed'

const NO = '(?:tidak|tdk|tak|tanpa|nihil|bukan)'
const BETWEEN =
  '(?:ada|adanya|akan|memiliki|mempunyai|menimbulkan|memicu|menyebabkan|mengakibatkan|terjadi|terjadinya|(?:ber)?potensi|ancaman|bahaya)'
/** "tidak berpotensi tsunami", "tdk ada potensi tsunami": between the no and the word stands nothing but talk of potential. */
const DENIED_BEFORE = new RegExp(`(?:^|[^a-z])${NO}(?:\\s*${BETWEEN})*\\s*tsunami`, 'g')
/** "potensi tsunami: tidak ada", at the end of a sentence. */
const DENIED_AFTER = /(?:potensi|ancaman|bahaya)\s+tsunami\s*[:=-]?\s*(?:tidak ada|tidak|tdk|nihil)\s*(?=$|[.;,])/g

/**
 * What BMKG says about a tsunami. `Potensi` also carries sentences about something else ("Gempa ini dirasakan untuk diteruskan pada
 * masyarakat"): only a sentence with the word itself says anything. A tsunami that is spoken of and not denied word for word is taken
 * as possible: to ask an officer in vain costs less than to stay silent.
 */
export function tsunamiOf(potential: string | null): ParsedEarthquake['tsunami'] {
  const text = (potential ?? '').toLowerCase().replace(/\s+/g, ' ')
  if (!text.includes('tsunami')) return 'unknown'
  const undenied = text.replace(DENIED_BEFORE, ' ').replace(DENIED_AFTER, ' ')
  return undenied.includes('tsunami') ? 'possible' : 'none'
}
