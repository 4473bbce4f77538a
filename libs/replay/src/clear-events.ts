import type { DataSource } from 'typeorm'
import { DomainError, lockByName, sql } from '#libs/platform'

/** A drill's events belong to nobody's real night; anything else is never cleared. */
export class NotAnExercise extends DomainError {
  readonly code = 'replay.only-in-exercise'
}

/** What happens in the course of a night. Users, contacts, the region and the audit are never cleared. */
const EVENT_TABLES = [
  'incident_report',
  'acknowledgement',
  'inbound_message',
  'delivery',
  'message',
  'warning_area',
  'warning',
  'risk_assessment',
  'area_risk',
  'severity_change',
  'station_state',
  'site_change',
  'site_state',
  'earthquake_estimate',
  'reading',
  'quality_override',
  'feed_reject',
  'payload_receipt',
  'bulletin_area',
  'bulletin_text',
  'bulletin',
  'earthquake_revision',
  'earthquake',
  'forecast_step',
  'feed_request',
  'raw_payload',
  'feed_source',
  'timer',
  'provider_health',
] as const

/** Empties the event tables of an exercise installation and brings back the numbers that only the drill's phones refused. */
export async function clearEvents(db: DataSource): Promise<void> {
  await db.transaction(async (tx) => {
    await lockByName(tx, 'assess-stations')
    const [installation] = await sql<{ mode: string }>(tx, `select mode from installation where id = 1 for update`)
    if (installation?.mode !== 'exercise') throw new NotAnExercise(`the installation is in mode ${installation?.mode}: its events are kept`)
    await sql(tx, `truncate ${EVENT_TABLES.join(', ')}`)
    await sql(tx, `update contact set retired_at = null, retired_reason = null where synthetic and retired_at is not null`)
  })
}
