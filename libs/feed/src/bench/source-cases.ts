import type { DataSource } from 'typeorm'
import { sql } from '#libs/platform'
import { keepPayload } from '../ingest/archive'
import type { IngestPayload } from '../ingest/ingest-payload'
import type { BenchCase } from './bench-case'
import { syntheticPayloads } from './synthetic-payloads'

const START = Date.UTC(2023, 0, 1)

/**
 * Each source by itself: its payloads through archive, parser, names, quality control and store. The limit is the archive alone, in the
 * same run: what is left over is the price of reading and judging.
 */
export async function benchSources(db: DataSource, ingest: IngestPayload): Promise<BenchCase[]> {
  const cases: BenchCase[] = []
  for (const { source, payloads, prepare } of syntheticPayloads(START)) {
    await prepare?.(db)
    const bytes = payloads.map((payload) => payload.raw)
    let items = 0
    const started = performance.now()
    for (const { raw, receivedAt } of payloads) {
      const { received, stored, rejects } = await ingest.run(source, raw, receivedAt)
      if (received === 0 || stored === 0) throw new Error(`bench ${source}: stored ${stored} of ${received}: ${JSON.stringify(rejects[0])}`)
      items += received
    }
    const figure = items / ((performance.now() - started) / 1_000)
    const limit = items / ((await archiveAlone(db, bytes)) / 1_000)
    cases.push({
      name: `${source}: ${payloads.length} payloads, ${items} items`,
      figure: Math.round(figure),
      unit: 'items/s',
      limit: Math.round(limit),
      ratio: figure / limit,
    })
  }
  return cases
}

async function archiveAlone(db: DataSource, payloads: readonly Buffer[]): Promise<number> {
  const started = performance.now()
  for (const raw of payloads) await keepPayload(db, 'bench', raw, new Date(START))
  const ms = performance.now() - started
  await sql(db, `delete from raw_payload where source = 'bench'`)
  return ms
}
