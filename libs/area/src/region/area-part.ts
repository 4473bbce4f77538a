import { levelOf, parentCodeOf } from '../area-code'
import { readAreas } from './read-areas'
import { readManifest } from './region-manifest'
import { changeRows, type RegionPart } from './region-part'

/** Administrative units. Units the package no longer names stay: warnings and reports of the past refer to them. */
export const areaPart: RegionPart = {
  name: 'area',
  prepare: (source) => {
    const { villages, parents } = source.once(readAreas)
    const areaSource = source.once(readManifest)?.areaSource
    const rows = [...parents.map((parent) => ({ ...parent, geometry: null })), ...villages.values()].map(({ code, name, geometry }) => ({
      code,
      name,
      level: levelOf(code),
      parent: parentCodeOf(code) ?? null,
      geometry,
      source: areaSource,
    }))
    return async (tx) => ({
      areas: villages.size,
      parentAreas: parents.length,
      changedRows: await changeRows(
        tx,
        `insert into area as a (code, name, level, parent_code, geom, source)
         select code, name, level, parent, st_multi(st_collectionextract(st_makevalid(st_setsrid(st_geomfromgeojson(geometry), 4326)), 3)), source
           from jsonb_to_recordset($1::jsonb) as given(code text, name text, level text, parent text, geometry text, source text)
         on conflict (code) do update set name = excluded.name, level = excluded.level, parent_code = excluded.parent_code, geom = excluded.geom, source = excluded.source
         where (a.name, a.level, a.parent_code, a.geom, a.source)
           is distinct from (excluded.name, excluded.level, excluded.parent_code, excluded.geom, excluded.source)`,
        [JSON.stringify(rows)],
      ),
    })
  },
}
