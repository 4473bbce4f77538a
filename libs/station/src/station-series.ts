import { type Db, sql } from '#libs/platform'
import type { Parameter } from './parameter'

/** A level at an instant, with what quality control, or a person after it, said of it. */
export interface SeriesPoint {
  readonly observedAt: Date
  readonly value: number
  readonly quality: 'good' | 'suspect'
  /** The rule that made it suspect; `override` where a person decided, either way. */
  readonly rule: string | null
  /** What the rule measured and allowed; also under a person's decision, if a rule spoke before. */
  readonly evidence: { readonly measured: number; readonly limit: number } | null
  readonly source: string
  readonly standing: 'primary' | 'secondary'
}

/** Rain in the interval that ends at an instant, mm. */
export interface RainPoint {
  readonly observedAt: Date
  readonly value: number
  /** Length of the interval; null where the source does not say. */
  readonly minutes: number | null
  readonly quality: 'good' | 'suspect'
  readonly rule: string | null
}

/** Water levels of a post from every source, oldest first, both ends included. */
export const levelSeries = (db: Db, stationId: string, from: Date, to: Date): Promise<SeriesPoint[]> =>
  sql<SeriesPoint>(
    db,
    `select observed_at as "observedAt", value, quality, quality_rule as rule, quality_evidence as evidence, source, standing
       from judged_reading where station_id = $1 and parameter = 'water_level' and observed_at between $2 and $3
      order by observed_at, standing, source`,
    [stationId, from, to],
  )

/** Rain at a post that is acted on, oldest first, both ends included. */
export const rainSeries = (db: Db, stationId: string, from: Date, to: Date): Promise<RainPoint[]> =>
  sql<RainPoint>(
    db,
    `select observed_at as "observedAt", value, interval_minutes as minutes, quality, quality_rule as rule
       from judged_reading where station_id = $1 and parameter = 'rain' and standing = 'primary' and observed_at between $2 and $3
      order by observed_at`,
    [stationId, from, to],
  )

/** A person's decision on a stretch of readings, as it is kept. */
export interface OverrideView {
  readonly id: string
  readonly parameter: Parameter
  readonly from: Date
  readonly to: Date
  readonly quality: 'good' | 'suspect'
  readonly reason: string
  readonly by: string
  readonly at: Date
  readonly withdrawnAt: Date | null
  readonly withdrawnBy: string | null
}

export const OVERRIDE_COLUMNS = `id::text as id, parameter, from_at as "from", to_at as "to", quality, reason, by_name as by, at,
  withdrawn_at as "withdrawnAt", withdrawn_by_name as "withdrawnBy"`

/** Decisions that touch a stretch of time, withdrawn ones too, newest first. */
export const overridesOf = (db: Db, stationId: string, from: Date, to: Date): Promise<OverrideView[]> =>
  sql<OverrideView>(
    db,
    `select ${OVERRIDE_COLUMNS} from quality_override where station_id = $1 and from_at <= $3 and to_at >= $2 order by at desc, id desc`,
    [stationId, from, to],
  )
