import { Inject, Injectable } from '@nestjs/common'
import type { FeatureCollection, Geometry } from 'geojson'
import { DataSource } from 'typeorm'
import type { BulletinView } from '#libs/contract'
import { Clock, sql } from '#libs/platform'
import { SOURCES } from '../sources'

interface AlertRow {
  id: string
  source: string
  state: BulletinView['state']
  status: string
  event: string
  severity: string | null
  urgency: string | null
  certainty: string | null
  sent_at: Date
  effective_at: Date | null
  expires_at: Date | null
  texts: { language: string; event: string; headline: string | null; description: string | null; instruction: string | null }[]
  villages: { code: string; name: string }[]
}

interface QuakeRow {
  id: string
  source: string
  occurred_at: Date
  longitude: number
  latitude: number
  depth_km: number | null
  magnitude: number
  place: string
  felt: { place: string; low: number; high: number }[]
  tsunami: 'possible' | 'none' | 'unknown'
  potential: string | null
  distance_km: number | null
}

/** An earthquake is news for so long. */
const QUAKE_HOURS = 24
const MOST_SHOWN = 100
/** Geometry for a screen needs no more detail than this, degrees (about 50 m). */
const SCREEN_TOLERANCE = 0.0005

/** What other authorities say, for the screens: with their name on it, in their words. */
@Injectable()
export class BulletinViews {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @param ended also those that are over */
  async all(ended: boolean): Promise<BulletinView[]> {
    const both = [...(await this.alerts(ended)).map(alertView), ...(await this.quakes(ended)).map((row) => this.quakeView(row))]
    return both.toSorted((a, b) => b.sentAt.localeCompare(a.sentAt))
  }

  /** Polygons and points of what is not over. */
  async geojson(): Promise<FeatureCollection> {
    const alerts = await sql<{ id: string; geom: Geometry; state: string; title: string }>(
      this.db,
      `select b.id, st_asgeojson(st_simplifypreservetopology(b.geom, ${SCREEN_TOLERANCE}), 5)::json as geom, b.state, b.event as title
         from bulletin b where b.state in ('not-yet-effective', 'in-effect') and b.geom is not null`,
    )
    const quakes = await this.quakes(false)
    return {
      type: 'FeatureCollection',
      features: [
        ...alerts.map(({ id, geom, state, title }) => ({
          type: 'Feature' as const,
          id,
          geometry: geom,
          properties: { id, type: 'alert', state, title },
        })),
        ...quakes.map((row) => ({
          type: 'Feature' as const,
          id: row.id,
          geometry: { type: 'Point' as const, coordinates: [row.longitude, row.latitude] },
          properties: { id: row.id, type: 'earthquake', state: 'in-effect', title: `M ${row.magnitude}`, magnitude: row.magnitude },
        })),
      ],
    }
  }

  private alerts(ended: boolean): Promise<AlertRow[]> {
    return sql<AlertRow>(
      this.db,
      `select b.id, b.source, b.state, b.status, b.event, b.severity, b.urgency, b.certainty, b.sent_at, b.effective_at, b.expires_at,
              coalesce((select json_agg(json_build_object('language', t.language, 'event', t.event, 'headline', t.headline, 'description', t.description,
                          'instruction', t.instruction) order by (t.language ilike 'id%') desc, t.language) from bulletin_text t where t.bulletin_id = b.id), '[]') as texts,
              coalesce((select json_agg(json_build_object('code', a.code, 'name', a.name) order by a.name) from bulletin_area v join area a on a.code = v.area_code
                        where v.bulletin_id = b.id), '[]') as villages
         from bulletin b where $1 or b.state in ('not-yet-effective', 'in-effect') order by b.sent_at desc limit ${MOST_SHOWN}`,
      [ended],
    )
  }

  /** The distance is to the nearest village of the region. */
  private quakes(ended: boolean): Promise<QuakeRow[]> {
    return sql<QuakeRow>(
      this.db,
      `select e.id, e.source, e.occurred_at, st_x(e.location) as longitude, st_y(e.location) as latitude, e.depth_km, e.magnitude, e.place, e.felt, e.tsunami, e.potential,
              (select st_distance(e.location::geography, a.geom::geography) / 1000 from area a where a.level = 'village' and a.geom is not null
                order by a.geom <-> e.location limit 1) as distance_km
         from earthquake e where e.occurred_at <= $1 and ($2 or e.occurred_at > $1::timestamptz - make_interval(hours => ${QUAKE_HOURS}))
        order by e.occurred_at desc limit ${MOST_SHOWN}`,
      [this.clock.now(), ended],
    )
  }

  private quakeView(row: QuakeRow): BulletinView {
    const over = this.clock.now().getTime() - row.occurred_at.getTime() > QUAKE_HOURS * 3_600_000
    return {
      id: row.id,
      type: 'earthquake',
      attribution: attributionOf(row.source),
      source: row.source,
      state: over ? 'expired' : 'in-effect',
      status: 'Actual',
      title: `M ${row.magnitude.toFixed(1)} ${row.place}`,
      text: row.potential,
      instruction: null,
      severity: null,
      urgency: null,
      certainty: null,
      sentAt: row.occurred_at.toISOString(),
      effectiveAt: null,
      expiresAt: null,
      villages: [],
      earthquake: {
        magnitude: row.magnitude,
        depthKm: row.depth_km,
        location: [row.longitude, row.latitude],
        tsunami: row.tsunami,
        distanceKm: row.distance_km === null ? null : Math.round(row.distance_km),
        felt: row.felt,
      },
    }
  }
}

const attributionOf = (source: string): string => SOURCES.get(source)?.attribution ?? source

/** In Indonesian where the publisher says it so. */
function alertView(row: AlertRow): BulletinView {
  const text = row.texts[0]
  return {
    id: row.id,
    type: 'alert',
    attribution: attributionOf(row.source),
    source: row.source,
    state: row.state,
    status: row.status,
    title: text?.headline ?? text?.event ?? row.event,
    text: text?.description ?? null,
    instruction: text?.instruction ?? null,
    severity: row.severity,
    urgency: row.urgency,
    certainty: row.certainty,
    sentAt: row.sent_at.toISOString(),
    effectiveAt: row.effective_at?.toISOString() ?? null,
    expiresAt: row.expires_at?.toISOString() ?? null,
    villages: row.villages,
    earthquake: null,
  }
}
