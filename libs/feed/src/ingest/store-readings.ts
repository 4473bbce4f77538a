import { type Db, sql } from '#libs/platform'
import type { JudgedReading } from '../judge-batch'
import type { Reject } from '../parsed'
import type { Standing } from './standing'

/** @returns how many were new: a (post, parameter, time, source) already stored stays as it is */
export async function storeReadings(
  db: Db,
  source: string,
  payloadId: string,
  readings: readonly JudgedReading[],
  standing: readonly Standing[],
  receivedAt: Date,
): Promise<number> {
  if (readings.length === 0) return 0
  const [row] = await sql<{ stored: string }>(
    db,
    `with stored as (
       insert into reading (station_id, parameter, observed_at, received_at, value, interval_minutes, quality, quality_rule, quality_evidence, reported_status,
                            source, standing, payload_id)
       select s, parameter, to_timestamp(at / 1000.0), $9, value, minutes, case when rule is null then 'good' else 'suspect' end, rule, evidence::jsonb, status,
              $10, standing, $11
         from unnest($1::text[], $2::text[], $3::float8[], $4::float8[], $5::int[], $6::text[], $7::text[], $8::text[], $12::text[])
           r(s, parameter, at, value, minutes, rule, evidence, status, standing)
       on conflict (station_id, parameter, observed_at, source) do nothing returning 1)
     select count(*) as stored from stored`,
    [
      readings.map((each) => each.stationId),
      readings.map((each) => each.parameter),
      readings.map((each) => each.reading.observedAt),
      readings.map((each) => each.value),
      readings.map((each) => each.intervalMinutes ?? null),
      readings.map((each) => each.flag?.rule ?? null),
      readings.map((each) => (each.flag ? JSON.stringify({ measured: each.flag.measured, limit: each.flag.limit }) : null)),
      readings.map((each) => each.reading.reportedStatus ?? null),
      receivedAt,
      source,
      payloadId,
      standing,
    ],
  )
  return Number(row?.stored)
}

/** Keeps what could not be taken: with its payload, its place in it, and why. */
export async function storeRejects(
  db: Db,
  source: string,
  payloadId: string | null,
  rejects: readonly Reject[],
  receivedAt: Date,
): Promise<void> {
  if (rejects.length === 0) return
  await sql(
    db,
    `insert into feed_reject (payload_id, source, item, field, reason, received_at)
     select $1, $2, item, field, reason, $6 from unnest($3::text[], $4::text[], $5::text[]) r(item, field, reason)`,
    [
      payloadId,
      source,
      rejects.map((each) => printable(each.item)),
      rejects.map((each) => (each.field === undefined ? null : printable(each.field))),
      rejects.map((each) => printable(each.reason)),
      receivedAt,
    ],
  )
}

const LONGEST = 300

/** PostgreSQL takes no NUL, and a reject needs no novel. */
const printable = (text: string): string => text.replaceAll('\u0000', '\ufffd').slice(0, LONGEST)
