import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Clock, Events, sql } from '#libs/platform'
import type { EarthquakeFelt } from './earthquake.events'
import { intensityClass } from './intensity'
import { readEarthquakeSettings } from './settings'
import { type Quake, readQuake, strongestShaking, type VillageShaking } from './village-shaking'
import { isTsunamiNear, type Reason, worthTelling } from './worth-telling'

interface EstimateRow {
  told_class: number | null
  told_tsunami: boolean
}

/**
 * Reckons what an earthquake does here and tells officers when it is worth it. Residents are never warned from it: BMKG is the author,
 * and what shook has shaken.
 */
@Injectable()
export class AssessEarthquake implements OnModuleInit {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    private readonly events: Events,
  ) {}

  onModuleInit(): void {
    this.events.on('earthquake.stored', ({ earthquakeId }, tx) => this.run(tx, earthquakeId))
  }

  /** Running it twice tells nothing twice: what was told is kept with the estimate. */
  async run(tx: EntityManager, earthquakeId: string): Promise<void> {
    const quake = await readQuake(tx, earthquakeId)
    const shaking = quake && (await strongestShaking(tx, quake))
    if (!quake || !shaking) return
    const settings = await readEarthquakeSettings(tx)
    const now = this.clock.now()
    const [before] = await sql<EstimateRow>(
      tx,
      `select told_class, told_tsunami from earthquake_estimate where earthquake_id = $1 for update`,
      [earthquakeId],
    )
    const intensity = intensityClass(shaking.mmi)
    const effect = { occurredAt: quake.occurredAt, intensity, tsunami: quake.tsunami, nearestKm: shaking.km }
    const told = before?.told_class == null ? undefined : { intensity: before.told_class, tsunami: before.told_tsunami }
    const reason = worthTelling(effect, told, settings, now)
    const isNear = isTsunamiNear(effect, settings)
    await this.store(
      tx,
      quake,
      shaking,
      isNear,
      reason ? { intensity: Math.max(intensity, told?.intensity ?? 0), tsunami: isNear || (told?.tsunami ?? false) } : undefined,
      now,
    )
    if (reason) await this.events.tell('risk.earthquake-felt', factsOf(quake, shaking, reason), tx)
  }

  private async store(
    tx: EntityManager,
    quake: Quake,
    shaking: VillageShaking,
    isTsunamiHere: boolean,
    told: { intensity: number; tsunami: boolean } | undefined,
    now: Date,
  ): Promise<void> {
    await sql(
      tx,
      `insert into earthquake_estimate as e (earthquake_id, revision, area_code, distance_km, mmi, extrapolated, tsunami_near, told_class, told_tsunami, told_at, assessed_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8::smallint, $9, case when $8::smallint is not null then $10::timestamptz end, $10)
       on conflict (earthquake_id) do update set revision = excluded.revision, area_code = excluded.area_code, distance_km = excluded.distance_km,
         mmi = excluded.mmi, extrapolated = excluded.extrapolated, tsunami_near = excluded.tsunami_near,
         told_class = coalesce(excluded.told_class, e.told_class), told_tsunami = e.told_tsunami or excluded.told_tsunami,
         told_at = coalesce(excluded.told_at, e.told_at), assessed_at = excluded.assessed_at`,
      [
        quake.id,
        quake.revision,
        shaking.code,
        shaking.km,
        shaking.mmi,
        shaking.extrapolated,
        isTsunamiHere,
        told?.intensity ?? null,
        told?.tsunami ?? false,
        now,
      ],
    )
  }
}

function factsOf(quake: Quake, shaking: VillageShaking, reason: Reason): EarthquakeFelt {
  const [felt = null] = quake.felt.toSorted((a, b) => b.high - a.high)
  return {
    earthquakeId: quake.id,
    reason,
    occurredAt: quake.occurredAt,
    magnitude: quake.magnitude,
    depthKm: quake.depthKm,
    place: quake.place,
    intensity: intensityClass(shaking.mmi),
    village: shaking.name,
    distanceKm: shaking.km,
    isRough: shaking.extrapolated.length > 0,
    tsunami: quake.tsunami,
    felt: felt && { place: felt.place, high: felt.high },
  }
}
