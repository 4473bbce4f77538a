import type { EntityManager } from 'typeorm'
import { changeRows, type RegionPart } from '#libs/area'
import { type PackagedZone, readZones } from './read-zones'

/** Hazard zones; their geometry is the union of their villages. A zone the package no longer names goes: it would still warn. */
export const zonePart: RegionPart = {
  name: 'zone',
  prepare: (source) => {
    const zones = source.once(readZones)
    return async (tx) => ({
      zones: zones.length,
      changedRows: (await removeZones(tx, zones)) + (await writeZones(tx, zones)) + (await writeVillages(tx, zones)),
    })
  },
}

async function removeZones(tx: EntityManager, zones: readonly PackagedZone[]): Promise<number> {
  const kept = [zones.map(({ id }) => id)]
  const released = await changeRows(tx, `update area_risk set zone_id = null where not (zone_id = any($1::text[]))`, kept)
  return released + (await changeRows(tx, `delete from hazard_zone where not (id = any($1::text[]))`, kept))
}

function writeZones(tx: EntityManager, zones: readonly PackagedZone[]): Promise<number> {
  const rows = zones.map((zone) => ({ ...zone, villages: undefined, ...triggerOf(zone), codes: zone.villages.map(({ code }) => code) }))
  return changeRows(
    tx,
    `insert into hazard_zone as z (id, name, hazard, station_id, site, rain, severity, travel_minutes, basis, source, geom)
     select id, name, hazard, station, site, rain, severity, "travelMinutes", basis, source,
            (select st_multi(st_collectionextract(st_makevalid(st_union(st_makevalid(a.geom) order by a.code)), 3))
               from area a where a.code in (select jsonb_array_elements_text(codes)))
       from jsonb_to_recordset($1::jsonb) as given(id text, name text, hazard text, station text, site text, rain jsonb, severity smallint,
            "travelMinutes" int, basis text, source text, codes jsonb)
     on conflict (id) do update set name = excluded.name, hazard = excluded.hazard, station_id = excluded.station_id, site = excluded.site,
       rain = excluded.rain, severity = excluded.severity, travel_minutes = excluded.travel_minutes, basis = excluded.basis,
       source = excluded.source, geom = excluded.geom
     where (z.name, z.hazard, z.station_id, z.site, z.rain, z.severity, z.travel_minutes, z.basis, z.source, z.geom) is distinct from
       (excluded.name, excluded.hazard, excluded.station_id, excluded.site, excluded.rain, excluded.severity, excluded.travel_minutes,
        excluded.basis, excluded.source, excluded.geom)`,
    [JSON.stringify(rows)],
  )
}

/** Rain falls on the slope itself: there is no way to travel. */
function triggerOf(zone: PackagedZone) {
  if (zone.hazard === 'flood') return { station: zone.station, travelMinutes: zone.travelMinutes, site: null, rain: null }
  const { site, ...rain } = zone.trigger.rain
  return { station: null, travelMinutes: 0, site, rain }
}

async function writeVillages(tx: EntityManager, zones: readonly PackagedZone[]): Promise<number> {
  const pairs = zones.flatMap(({ id, villages }) => villages.map(({ code }) => ({ id, code })))
  const columns = [pairs.map(({ id }) => id), pairs.map(({ code }) => code)]
  const removed = await changeRows(
    tx,
    `delete from hazard_zone_area z where not exists (select from unnest($1::text[], $2::text[]) as given(id, code) where given.id = z.zone_id and given.code = z.area_code)`,
    columns,
  )
  return (
    removed +
    (await changeRows(
      tx,
      `insert into hazard_zone_area (zone_id, area_code) select * from unnest($1::text[], $2::text[]) on conflict do nothing`,
      columns,
    ))
  )
}
