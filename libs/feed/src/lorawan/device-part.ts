import { changeRows, type RegionPart } from '#libs/area'
import { readDevices } from './read-devices'

/** Radio sensors. The package is the last word: one it does not name goes, its readings stay with the station. */
export const devicePart: RegionPart = {
  name: 'device',
  prepare: (source) => {
    const devices = source.once(readDevices)
    return async (tx) => {
      const removed = await changeRows(tx, `delete from device where not (dev_eui = any($1::text[]))`, [
        devices.map(({ devEui }) => devEui),
      ])
      const written = await changeRows(
        tx,
        `insert into device as d (dev_eui, station_id, model, datum, rain_mm_per_tip, valid_from, source)
         select "devEui", station, model, datum, "rainMmPerTip", "validFrom", source
           from jsonb_to_recordset($1::jsonb) as given("devEui" text, station text, model text, datum double precision,
             "rainMmPerTip" double precision, "validFrom" timestamptz, source text)
         on conflict (dev_eui) do update set station_id = excluded.station_id, model = excluded.model, datum = excluded.datum,
           rain_mm_per_tip = excluded.rain_mm_per_tip, valid_from = excluded.valid_from, source = excluded.source
         where (d.station_id, d.model, d.datum, d.rain_mm_per_tip, d.valid_from, d.source)
           is distinct from (excluded.station_id, excluded.model, excluded.datum, excluded.rain_mm_per_tip, excluded.valid_from, excluded.source)`,
        [JSON.stringify(devices)],
      )
      return { changedRows: removed + written }
    }
  },
}
