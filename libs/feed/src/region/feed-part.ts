import { changeRows, MANIFEST_FILE, readManifest, type RegionPart } from '#libs/area'
import { SOURCES } from '../sources'

/** Of a source the package gives no rank: after those it names, and they in the order of their numbers. */
const LAST = 100
/** A reading is covered by a better source's within so many of its intervals. */
const COVERED_INTERVALS = 1.5

/** Which sources the region has, how often they are to speak, and which is believed before which. */
export const feedPart: RegionPart = {
  name: 'feed',
  prepare: (source) => {
    const feeds = source.once(readManifest)?.feeds ?? []
    for (const [index, feed] of feeds.entries()) {
      const complain = (message: string): void => source.complain({ file: MANIFEST_FILE, field: `feeds.${index}.source`, message })
      if (!SOURCES.has(feed.source)) complain(`there is no source "${feed.source}"; known: ${[...SOURCES.keys()].join(', ')}`)
      if (feeds.findIndex((each) => each.source === feed.source) < index) complain(`"${feed.source}" is named twice`)
    }
    const rows = feeds.map((feed, position) => ({
      source: feed.source,
      position,
      everyMinutes: feed.everyMinutes,
      precedence: feed.precedence ?? LAST,
      coverMinutes: feed.coverMinutes ?? Math.ceil(feed.everyMinutes * COVERED_INTERVALS),
      options: feed.options ?? {},
    }))
    return async (tx) => {
      const removed = await changeRows(tx, `delete from feed_config where not (source = any($1::text[]))`, [rows.map((row) => row.source)])
      const written = await changeRows(
        tx,
        `insert into feed_config as c (source, position, every_minutes, precedence, cover_minutes, options)
         select source, position, "everyMinutes", precedence, "coverMinutes", options
           from jsonb_to_recordset($1::jsonb) as given(source text, position int, "everyMinutes" int, precedence int, "coverMinutes" int, options jsonb)
         on conflict (source) do update set position = excluded.position, every_minutes = excluded.every_minutes, precedence = excluded.precedence,
           cover_minutes = excluded.cover_minutes, options = excluded.options
         where (c.position, c.every_minutes, c.precedence, c.cover_minutes, c.options)
           is distinct from (excluded.position, excluded.every_minutes, excluded.precedence, excluded.cover_minutes, excluded.options)`,
        [JSON.stringify(rows)],
      )
      return { changedRows: removed + written }
    }
  },
}
