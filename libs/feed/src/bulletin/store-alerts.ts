import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Events, lockByName, sql, tellLive } from '#libs/platform'
import { type Counts, NOTHING } from '../ingest/counts'
import { lifeOf } from '../cap/alert-state'
import type { ParsedAlert } from '../parsed'
import { alertGeometry } from './alert-geometry'
import { BulletinStates } from './bulletin-states'
import { matchVillages } from './match-villages'

const dateOrNull = (at: number | null): Date | null => (at === null ? null : new Date(at))
/**
 * Stores alerts of other authorities: one row per identifier, however many languages it comes in, with its area cut against the
 * villages. A later `sent` under the same identifier is a correction; an earlier one is a duplicate.
 */
@Injectable()
export class StoreAlerts {
  constructor(
    private readonly events: Events,
    private readonly states: BulletinStates,
  ) {}

  /** received = stored + duplicates: an alert that adds a language or corrects what it said is stored. */
  async run(tx: EntityManager, source: string, payloadId: string, alerts: readonly ParsedAlert[], receivedAt: Date): Promise<Counts> {
    if (alerts.length === 0) return NOTHING
    await lockByName(tx, `alerts ${source}`)
    const changed: string[] = []
    for (const alert of alerts) {
      const id = await this.store(tx, source, payloadId, alert, receivedAt)
      if (id) changed.push(id)
    }
    const turned = await this.states.refresh(tx, source, receivedAt)
    const told = [...new Set([...changed, ...turned])].toSorted()
    if (told.length > 0) {
      await this.events.tell('bulletin.stored', { bulletinIds: told, at: receivedAt }, tx)
      await tellLive(tx, 'bulletins')
    }
    return { ...NOTHING, received: alerts.length, stored: changed.length, duplicates: alerts.length - changed.length }
  }

  private async store(
    tx: EntityManager,
    source: string,
    payloadId: string,
    alert: ParsedAlert,
    receivedAt: Date,
  ): Promise<string | undefined> {
    const [known] = await sql<{ id: string; sent_at: Date }>(
      tx,
      `select id, sent_at from bulletin where source = $1 and sender = $2 and identifier = $3`,
      [source, alert.sender, alert.identifier],
    )
    if (known && known.sent_at.getTime() > alert.sentAt) return undefined
    const isNewer = !known || known.sent_at.getTime() < alert.sentAt
    const id = isNewer ? await this.write(tx, source, payloadId, alert, receivedAt) : known.id
    if (isNewer) await matchVillages(tx, id)
    const texts = await this.writeTexts(tx, id, alert)
    return isNewer || texts > 0 ? id : undefined
  }

  private async write(tx: EntityManager, source: string, payloadId: string, alert: ParsedAlert, receivedAt: Date): Promise<string> {
    const { infos } = alert
    const main = infos[0]
    const life = lifeOf(alert)
    const { polygons, circles } = alertGeometry(infos.flatMap((info) => info.areas))
    const [row] = await sql<{ id: string }>(
      tx,
      `with piece as (
         select (st_dump(st_makevalid(st_setsrid(st_geomfromgeojson($17), 4326)))).geom as geom where $17::text is not null
         union all
         select st_buffer(st_setsrid(st_makepoint((c->>'longitude')::float8, (c->>'latitude')::float8), 4326)::geography, (c->>'radiusKm')::float8 * 1000)::geometry
           from jsonb_array_elements($18::jsonb) c
       ), whole as (select st_multi(st_collectionextract(st_union(geom), 3)) as geom from piece)
       insert into bulletin as b (source, identifier, sender, sent_at, status, msg_type, refs, event, severity, urgency, certainty, effective_at, onset_at,
                             expires_at, state, geom, cap_version, violations, payload_id, received_at)
       select $1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $10, $11, $12, $13, $14, 'not-yet-effective',
              (select case when st_isempty(geom) then null else geom end from whole), $15, $16::jsonb, $19, $20
       on conflict (source, sender, identifier) do update set sent_at = excluded.sent_at, status = excluded.status, msg_type = excluded.msg_type,
         refs = excluded.refs, event = excluded.event, severity = excluded.severity, urgency = excluded.urgency, certainty = excluded.certainty,
         effective_at = excluded.effective_at, onset_at = excluded.onset_at, expires_at = excluded.expires_at, geom = excluded.geom,
         cap_version = excluded.cap_version, violations = excluded.violations, payload_id = excluded.payload_id
       returning id`,
      [
        source,
        alert.identifier,
        alert.sender,
        new Date(alert.sentAt),
        alert.status,
        alert.msgType,
        JSON.stringify(alert.references),
        main?.event ?? alert.msgType,
        main?.severity ?? null,
        main?.urgency ?? null,
        main?.certainty ?? null,
        dateOrNull(life.effectiveAt),
        dateOrNull(life.onsetAt),
        dateOrNull(life.expiresAt),
        alert.capVersion,
        JSON.stringify(alert.violations),
        polygons,
        JSON.stringify(circles),
        payloadId,
        receivedAt,
      ],
    )
    return (row as { id: string }).id
  }

  /** @returns how many texts are new or changed */
  private async writeTexts(tx: EntityManager, id: string, { infos }: ParsedAlert): Promise<number> {
    const texts = new Map(infos.map((info) => [info.language, info])) // several of one language: the last says it
    const rows = await sql(
      tx,
      `insert into bulletin_text as t (bulletin_id, language, event, headline, description, instruction)
       select $1, language, event, headline, description, instruction
         from jsonb_to_recordset($2::jsonb) as given(language text, event text, headline text, description text, instruction text)
       on conflict (bulletin_id, language) do update set event = excluded.event, headline = excluded.headline, description = excluded.description,
         instruction = excluded.instruction
       where (t.event, t.headline, t.description, t.instruction) is distinct from (excluded.event, excluded.headline, excluded.description, excluded.instruction)
       returning 1`,
      [
        id,
        JSON.stringify(
          [...texts.values()].map(({ language, event, headline, description, instruction }) => ({
            language,
            event,
            headline,
            description,
            instruction,
          })),
        ),
      ],
    )
    return rows.length
  }
}
