import { type Db, sql } from './database'

/** Channel on which every process tells the consoles that rows of a topic changed; carries the topic's name only. */
export const LIVE_CHANNEL = 'kentongan_live'

export type LiveTopic = 'feeds' | 'bulletins' | 'readings' | 'risk' | 'warnings' | 'deliveries' | 'incidents' | 'health' | 'replay'

/** Inside a transaction the news leaves with the commit. */
export async function tellLive(db: Db, topic: LiveTopic): Promise<void> {
  await sql(db, `select pg_notify($1, $2)`, [LIVE_CHANNEL, topic])
}
