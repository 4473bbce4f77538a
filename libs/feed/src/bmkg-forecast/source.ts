import type { FeedSource, FetchRequest, PollContext } from '../source'
import { BMKG_FORECAST, LARGEST_BYTES, parseBmkgForecast } from './parse'

const URL = 'https://api.bmkg.go.id/publik/prakiraan-cuaca'
/** BMKG computes a new analysis at 00 and 12 UTC: a younger one is the newest there is. */
const ANALYSIS_EVERY_MS = 12 * 3_600_000

/** BMKG's three-hourly forecast, one request a village. BMKG takes 60 requests a minute from one address: a sweep stays below. */
export const bmkgForecast: FeedSource = {
  name: BMKG_FORECAST,
  attribution: 'BMKG',
  largestBytes: LARGEST_BYTES,
  retentionDays: 30,
  parse: parseBmkgForecast,
  intake: 'poll',
  poll: { contentTypes: ['application/json'], requests: villagesDue, requestsPerMinute: 50 },
}

/** The villages that may have a newer forecast: those without any first, then the oldest. */
async function villagesDue({ now, villageCodes, newestAnalysis }: PollContext): Promise<FetchRequest[]> {
  const [codes, newest] = await Promise.all([villageCodes(), newestAnalysis()])
  const analysedAt = (code: string): number => newest.get(code)?.getTime() ?? Number.NEGATIVE_INFINITY
  return codes
    .map((code) => ({ code, at: analysedAt(code) }))
    .filter(({ at }) => now.getTime() - at > ANALYSIS_EVERY_MS)
    .toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))
    .map(({ code }) => ({ url: `${URL}?adm4=${encodeURIComponent(code)}` }))
}
