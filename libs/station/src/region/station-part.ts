import type { EntityManager } from 'typeorm'
import { changeRows, type RegionPart } from '#libs/area'
import { type PackagedAlias, readAliases } from './read-aliases'
import { type PackagedStation, readStations } from './read-stations'

/**
 * Stations, ladders and aliases. The package is the last word on each station and ladder it names; stations and earlier ladders
 * it does not name stay, for readings and warnings refer to them. An alias it does not name goes: an unknown name must be noticed.
 */
export const stationPart: RegionPart = {
  name: 'station',
  prepare: (source) => {
    const { stations, ladders, refusedLadders } = source.once(readStations)
    const aliases = source.once(readAliases)
    const list = [...stations.values()]
    return async (tx) => ({
      stations: stations.size,
      ladders,
      refusedLadders,
      aliases: aliases.length,
      changedRows: (await writeStations(tx, list)) + (await writeLadders(tx, list)) + (await writeAliases(tx, aliases)),
    })
  },
}

function writeStations(tx: EntityManager, stations: readonly PackagedStation[]): Promise<number> {
  const rows = stations.map((station, position) => ({
    ...station,
    longitude: station.location[0],
    latitude: station.location[1],
    position,
  }))
  return changeRows(
    tx,
    `insert into station as s (id, name, common_name, river, regime, location, display_unit, datum_note, position, quality, other_quality, neighbours, hysteresis, source)
     select id, name, "commonName", river, regime, st_setsrid(st_makepoint(longitude, latitude), 4326), "displayUnit", "datumNote", position, quality, "qualityOf",
         neighbours, hysteresis, source
       from jsonb_to_recordset($1::jsonb) as given(id text, name text, "commonName" text, river text, regime text, longitude double precision,
         latitude double precision, "displayUnit" text, "datumNote" text, position int, quality jsonb, "qualityOf" jsonb, neighbours jsonb,
         hysteresis jsonb, source text)
     on conflict (id) do update set name = excluded.name, common_name = excluded.common_name, river = excluded.river, regime = excluded.regime,
       location = excluded.location, display_unit = excluded.display_unit, datum_note = excluded.datum_note, position = excluded.position,
       quality = excluded.quality, other_quality = excluded.other_quality, neighbours = excluded.neighbours, hysteresis = excluded.hysteresis, source = excluded.source
     where (s.name, s.common_name, s.river, s.regime, s.location, s.display_unit, s.datum_note, s.position, s.quality, s.other_quality, s.neighbours, s.hysteresis,
         s.source)
       is distinct from (excluded.name, excluded.common_name, excluded.river, excluded.regime, excluded.location, excluded.display_unit,
         excluded.datum_note, excluded.position, excluded.quality, excluded.other_quality, excluded.neighbours, excluded.hysteresis, excluded.source)`,
    [JSON.stringify(rows)],
  )
}

const GIVEN_STEPS = `jsonb_to_recordset($1::jsonb) as given(station text, "validFrom" timestamptz, severity smallint, label text, "fromLevel" double precision, source text)`

async function writeLadders(tx: EntityManager, stations: readonly PackagedStation[]): Promise<number> {
  const rows = JSON.stringify(stations.flatMap(({ id, ladder }) => ladder.map((step) => ({ station: id, ...step }))))
  const removed = await changeRows(
    tx,
    `delete from ladder_step l
      where exists (select from ${GIVEN_STEPS} where given.station = l.station_id and given."validFrom" = l.valid_from)
        and not exists (select from ${GIVEN_STEPS} where given.station = l.station_id and given."validFrom" = l.valid_from and given.severity = l.severity)`,
    [rows],
  )
  const written = await changeRows(
    tx,
    `insert into ladder_step as l (station_id, valid_from, severity, label, from_level, source)
     select station, "validFrom", severity, label, "fromLevel", source from ${GIVEN_STEPS}
     on conflict (station_id, valid_from, severity) do update set label = excluded.label, from_level = excluded.from_level, source = excluded.source
     where (l.label, l.from_level, l.source) is distinct from (excluded.label, excluded.from_level, excluded.source)`,
    [rows],
  )
  return removed + written
}

async function writeAliases(tx: EntityManager, aliases: readonly PackagedAlias[]): Promise<number> {
  const columns = [aliases.map(({ source }) => source), aliases.map(({ name }) => name)]
  const removed = await changeRows(
    tx,
    `delete from station_alias a where not exists (select from unnest($1::text[], $2::text[]) as given(source, name) where given.source = a.source and given.name = a.name)`,
    columns,
  )
  const written = await changeRows(
    tx,
    `insert into station_alias as a (source, name, station_id)
     select * from unnest($1::text[], $2::text[], $3::text[])
     on conflict (source, name) do update set station_id = excluded.station_id where a.station_id is distinct from excluded.station_id`,
    [...columns, aliases.map(({ stationId }) => stationId)],
  )
  return removed + written
}
