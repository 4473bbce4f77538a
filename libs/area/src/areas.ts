import { type Db, sql } from '#libs/platform'
import type { AreaLevel } from './area-code'

export interface Area {
  readonly code: string
  readonly name: string
  readonly level: AreaLevel
  readonly parentCode: string | null
}

/** The areas of the given codes by code; a code nobody knows has no entry. */
export async function areasByCode(db: Db, codes: readonly string[]): Promise<Map<string, Area>> {
  const areas = await sql<Area>(db, `select code, name, level, parent_code as "parentCode" from area where code = any($1)`, [codes])
  return new Map(areas.map((area) => [area.code, area]))
}

export interface VillageProperties {
  readonly code: string
  readonly name: string
  readonly district: string
  readonly regency: string
}

/** GeoJSON of the villages; positions are `[longitude, latitude]`. */
export interface VillageCollection {
  readonly type: 'FeatureCollection'
  readonly features: readonly {
    readonly type: 'Feature'
    readonly id: string
    readonly properties: VillageProperties
    readonly geometry: { readonly type: 'MultiPolygon'; readonly coordinates: [number, number][][][] }
  }[]
}

/** Simplification of the map's outlines, degrees: about ten metres. */
const TOLERANCE = 0.0001

/**
 * Every village as a GeoJSON feature with `id` = code, for the map: outlines simplified by about ten metres, coordinates
 * `[longitude, latitude]` with five decimals. Names of district and regency come from the code.
 */
export async function villageCollection(db: Db): Promise<VillageCollection> {
  const [row] = await sql<{ collection: VillageCollection }>(
    db,
    `select jsonb_build_object('type', 'FeatureCollection', 'features', coalesce(jsonb_agg(jsonb_build_object(
        'type', 'Feature', 'id', v.code,
        'properties', jsonb_build_object('code', v.code, 'name', v.name, 'district', d.name, 'regency', r.name),
        'geometry', st_asgeojson(st_multi(st_simplifypreservetopology(v.geom, $1)), 5)::jsonb) order by v.code), '[]')) as collection
       from area v join area d on d.code = v.parent_code join area r on r.code = d.parent_code
      where v.level = 'village' and v.geom is not null`,
    [TOLERANCE],
  )
  return row?.collection ?? { type: 'FeatureCollection', features: [] }
}
