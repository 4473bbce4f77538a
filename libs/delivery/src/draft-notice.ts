import { type Db, NotFound, sql } from '#libs/platform'

const SEVERITY_WORD = ['NORMAL', 'WASPADA', 'SIAGA', 'AWAS'] as const
const KIND_WORD: Readonly<Record<string, string>> = {
  new: 'peringatan',
  raise: 'kenaikan peringatan',
  lower: 'penurunan peringatan',
  'all-clear': 'pernyataan aman',
  expiry: 'pemberitahuan berakhir',
}

/** The facts of a draft that its notice names. */
export interface DraftFacts {
  readonly kind: string
  readonly severity: number
  readonly station: string | null
  /** The slope a landslide warning speaks of. */
  readonly site?: string | null
  readonly villages: number
}

/** Tells an officer at a glance what waits: one SMS. */
export function draftNotice({ kind, severity, station, site, villages }: DraftFacts): string {
  const what = KIND_WORD[kind] ?? 'peringatan'
  const level = severity > 0 ? ` ${SEVERITY_WORD[severity] ?? ''}` : ''
  const where = station ? ` dari pos ${station}` : site ? ` longsor ${site}` : ''
  return `Draf ${what}${level}${where} untuk ${villages} desa/kelurahan menunggu keputusan Anda di Kentongan.`
}

/** @throws NotFound when there is no such warning */
export async function draftFacts(db: Db, warningId: string): Promise<DraftFacts> {
  const [row] = await sql<DraftFacts>(
    db,
    `select w.kind, w.severity, s.common_name as station, w.site, (select count(*)::int from warning_area a where a.warning_id = w.id) as villages
       from warning w left join station s on s.id = w.station_id where w.id = $1`,
    [warningId],
  )
  if (!row) throw new NotFound('warning', warningId)
  return row
}
