import { type Db, sql } from '#libs/platform'

/** A village counts as touched when its middle, this share of it, or this much of its land lies inside: shared borders do not count. */
const LEAST_SHARE = 0.01
const LEAST_KM2 = 0.05
/** Of the equator: what a square degree measures there. */
const KM2_PER_SQUARE_DEGREE = 111.32 * 110.57
/** An island of one degree and more is cut so that the index can work. */
const MOST_VERTICES = 64

/**
 * Cuts an alert's geometry against the villages of the region and stores which it touches. By geometry alone: names repeat across
 * regencies. @returns how many villages
 */
export async function matchVillages(db: Db, bulletinId: string): Promise<number> {
  await sql(db, `delete from bulletin_area where bulletin_id = $1`, [bulletinId])
  const rows = await sql(
    db,
    `with piece as materialized (
       select st_subdivide(geom, ${MOST_VERTICES}) as geom from bulletin where id = $1 and geom is not null
     )
     insert into bulletin_area (bulletin_id, area_code)
     select $1, a.code from area a
      where a.level = 'village' and exists (select from piece p where p.geom && a.geom)
        and (exists (select from piece p where p.geom && a.geom and st_intersects(p.geom, st_pointonsurface(a.geom)))
             or (select sum(st_area(st_intersection(a.geom, p.geom))) as inside from piece p where p.geom && a.geom and st_intersects(p.geom, a.geom))
                >= least(st_area(a.geom) * ${LEAST_SHARE}, ${LEAST_KM2} / (cos(radians(st_ymin(a.geom))) * ${KM2_PER_SQUARE_DEGREE})))
     returning 1`,
    [bulletinId],
  )
  return rows.length
}
