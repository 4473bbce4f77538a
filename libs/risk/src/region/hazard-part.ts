import { changeRows, type RegionPart } from '#libs/area'
import { readHazardSettings } from './hazard-settings'

/** How the region judges rain and earthquakes. A package without the file goes back to the defaults. */
export const hazardPart: RegionPart = {
  name: 'hazard',
  prepare: (source) => {
    const settings = source.once(readHazardSettings)
    return async (tx) => {
      if (!settings) return { changedRows: await changeRows(tx, `delete from hazard_setting`) }
      const changedRows = await changeRows(
        tx,
        `insert into hazard_setting as s (id, rain, landslide, earthquake) values (1, $1, $2, $3)
         on conflict (id) do update set rain = excluded.rain, landslide = excluded.landslide, earthquake = excluded.earthquake
         where (s.rain, s.landslide, s.earthquake) is distinct from (excluded.rain, excluded.landslide, excluded.earthquake)`,
        [JSON.stringify(settings.rain), JSON.stringify(settings.landslide), JSON.stringify(settings.earthquake)],
      )
      return { changedRows }
    }
  },
}
