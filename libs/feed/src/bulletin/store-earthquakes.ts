import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Events, lockByName, sql, tellLive } from '#libs/platform'
import { type Counts, NOTHING } from '../ingest/counts'
import type { ParsedEarthquake } from '../parsed'
import { matchEarthquake } from './match-earthquake'

interface KnownRow {
  id: string
  occurred_at: Date
  longitude: number
  latitude: number
  depth_km: number | null
  magnitude: number
  place: string
  felt: ParsedEarthquake['felt']
  tsunami: ParsedEarthquake['tsunami']
  potential: string | null
  shakemap: string | null
}

/** Around a quake's time: wider than any two reports of one quake lie apart. */
const WINDOW_MINUTES = 10

/**
 * Stores earthquakes. BMKG lists one quake in up to three lists and revises it without an id: reports of one quake become one row,
 * each change a revision kept beside it. What a list leaves out (felt reports, potential) is kept from the one that said it.
 */
@Injectable()
export class StoreEarthquakes {
  constructor(private readonly events: Events) {}

  async run(tx: EntityManager, source: string, payloadId: string, quakes: readonly ParsedEarthquake[], receivedAt: Date): Promise<Counts> {
    if (quakes.length === 0) return NOTHING
    await lockByName(tx, `earthquakes ${source}`)
    let stored = 0
    for (const quake of quakes.toSorted((a, b) => a.occurredAt - b.occurredAt)) {
      if (await this.store(tx, source, payloadId, quake, receivedAt)) stored += 1
    }
    if (stored > 0) await tellLive(tx, 'bulletins')
    return { ...NOTHING, received: quakes.length, stored, duplicates: quakes.length - stored }
  }

  private async store(tx: EntityManager, source: string, payloadId: string, quake: ParsedEarthquake, receivedAt: Date): Promise<boolean> {
    const near = await this.near(tx, source, quake.occurredAt)
    const id = matchEarthquake(
      near.map((row) => ({ ...row, occurredAt: row.occurred_at.getTime() })),
      quake,
    )
    const known = near.find((row) => row.id === id)
    const said = known ? merged(known, quake) : facts(quake)
    if (known && JSON.stringify(facts(asQuake(known))) === JSON.stringify(said)) return false
    const earthquakeId = await this.write(tx, source, payloadId, known?.id, said, receivedAt)
    await this.events.tell('earthquake.stored', { earthquakeId, isNew: !known, at: receivedAt }, tx)
    return true
  }

  private near(tx: EntityManager, source: string, occurredAt: number): Promise<KnownRow[]> {
    return sql<KnownRow>(
      tx,
      `select id, occurred_at, st_x(location) as longitude, st_y(location) as latitude, depth_km, magnitude, place, felt, tsunami, potential, shakemap
         from earthquake where source = $1 and occurred_at between $2::timestamptz - make_interval(mins => $3) and $2::timestamptz + make_interval(mins => $3)`,
      [source, new Date(occurredAt), WINDOW_MINUTES],
    )
  }

  private async write(
    tx: EntityManager,
    source: string,
    payloadId: string,
    id: string | undefined,
    said: Facts,
    receivedAt: Date,
  ): Promise<string> {
    const [row] = await sql<{ id: string; revision: number }>(
      tx,
      `insert into earthquake as e (id, source, occurred_at, location, depth_km, magnitude, place, felt, tsunami, potential, shakemap, payload_id, first_received_at, updated_at)
       values (coalesce($1, gen_random_uuid()), $2, to_timestamp($3 / 1000.0), st_setsrid(st_makepoint($4, $5), 4326), $6, $7, $8, $9::jsonb, $10, $11, $12, $13, $14, $14)
       on conflict (id) do update set occurred_at = excluded.occurred_at, location = excluded.location, depth_km = excluded.depth_km,
         magnitude = excluded.magnitude, place = excluded.place, felt = excluded.felt, tsunami = excluded.tsunami, potential = excluded.potential,
         shakemap = excluded.shakemap, payload_id = excluded.payload_id, updated_at = excluded.updated_at, revision = e.revision + 1
       returning id, revision`,
      [
        id ?? null,
        source,
        said.occurredAt,
        said.longitude,
        said.latitude,
        said.depthKm,
        said.magnitude,
        said.place,
        JSON.stringify(said.felt),
        said.tsunami,
        said.potential,
        said.shakemap,
        payloadId,
        receivedAt,
      ],
    )
    const written = row as { id: string; revision: number }
    await sql(tx, `insert into earthquake_revision (earthquake_id, revision, said, at) values ($1, $2, $3, $4)`, [
      written.id,
      written.revision,
      JSON.stringify(said),
      receivedAt,
    ])
    return written.id
  }
}

type Facts = Omit<ParsedEarthquake, 'kind' | 'list'>

/** In one order, so that two can be compared as text. */
const facts = (quake: Facts): Facts => ({
  occurredAt: quake.occurredAt,
  longitude: quake.longitude,
  latitude: quake.latitude,
  depthKm: quake.depthKm,
  magnitude: quake.magnitude,
  place: quake.place,
  felt: quake.felt.map(({ place, low, high }) => ({ place, low, high })),
  tsunami: quake.tsunami,
  potential: quake.potential,
  shakemap: quake.shakemap,
})

const asQuake = (row: KnownRow): Facts => ({ ...row, occurredAt: row.occurred_at.getTime(), depthKm: row.depth_km })

/** The newer report, with what it is silent on from the one before. A statement on tsunami is never lost to silence. */
function merged(known: KnownRow, quake: ParsedEarthquake): Facts {
  const spoke = quake.tsunami !== 'unknown'
  return facts({
    ...quake,
    depthKm: quake.depthKm ?? known.depth_km,
    felt: quake.felt.length > 0 ? quake.felt : known.felt,
    tsunami: spoke ? quake.tsunami : known.tsunami,
    potential: spoke ? quake.potential : (known.potential ?? quake.potential),
    shakemap: quake.shakemap ?? known.shakemap,
  })
}
