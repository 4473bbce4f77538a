import { randomUUID } from 'node:crypto'
import type { DataSource } from 'typeorm'
import { Clock, type Config, DomainError, sql } from '#libs/platform'
import { Channels } from '../channels/channels'
import { SandboxChannel } from '../channels/sandbox/sandbox-channel'
import { SandboxEndpoint } from '../channels/sandbox/sandbox-endpoint'
import { deliveryTotals } from '../delivery-totals'
import { DispatchMessage } from '../dispatch-message'

export interface DispatchBenchOptions {
  /** A migrated database of the benchmark's own: it is filled with made-up rows. */
  readonly db: DataSource
  /** A sandbox provider of the benchmark's own, empty. */
  readonly provider: { readonly url: string; readonly key: string }
  readonly count?: number
  readonly lanes?: number
}

export interface DispatchBenchResult {
  readonly deliveries: number
  readonly seconds: number
  /** Ledger rows claimed, sent and settled, per second. */
  readonly perSecond: number
  /** The same messages posted straight to the provider by as many lanes, per second. */
  readonly limitPerSecond: number
  readonly ratio: number
  readonly duplicates: number
}

/** The figures would mean nothing: something was lost, sent twice or sent before its intent was committed. */
export class BenchFailed extends DomainError {
  readonly code = 'delivery.bench-failed'
  override readonly status = 500
}

const TEXT =
  'LATIHAN. SIAGA banjir Kali Ciliwung. Air diperkirakan tiba pukul 15.00 WIB. Jauhi bantaran, amankan dokumen. Balas TERIMA. BPBD'
const SEND_TIMEOUT_MS = 10_000

class WallClock extends Clock {
  now(): Date {
    return new Date()
  }
}

/** One worker's lanes through the ledger into the sandbox, every intent committed before its attempt. */
export async function benchDispatch({ db, provider, count = 20_000, lanes = 3 }: DispatchBenchOptions): Promise<DispatchBenchResult> {
  const config: Pick<Config, 'KENTONGAN_MODE' | 'SEND_TIMEOUT_MS' | 'SANDBOX_URL' | 'SANDBOX_KEY'> = {
    KENTONGAN_MODE: 'exercise',
    SEND_TIMEOUT_MS,
    SANDBOX_URL: provider.url,
    SANDBOX_KEY: provider.key,
  }
  const channel = new SandboxChannel(config, new SandboxEndpoint(config))
  const dispatch = new DispatchMessage(db, new WallClock(), config, new Channels([channel]))
  const { messageId, warningId } = await seed(db, count)
  const seconds = await time(() => Promise.all(Array.from({ length: lanes }, () => dispatch.run(messageId))))
  const totals = await deliveryTotals(db, warningId)
  const [early] = await sql(
    db,
    `select 1 from delivery where message_id = $1 and (attempted_wall is null or attempted_wall > settled_wall) limit 1`,
    [messageId],
  )
  if (totals.attempted !== count || totals.pending > 0 || totals.unknown > 0 || early)
    throw new BenchFailed(`the ledger is not in order: ${JSON.stringify(totals)}`)
  const duplicates = await duplicatesAt(provider)
  if (duplicates > 0) throw new BenchFailed(`the provider got ${duplicates} messages twice`)
  const limitSeconds = await time(() => postStraight(db, channel, count, lanes))
  const perSecond = count / seconds
  const limitPerSecond = count / limitSeconds
  return { deliveries: count, seconds, perSecond, limitPerSecond, ratio: perSecond / limitPerSecond, duplicates }
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1_000
}

async function duplicatesAt(provider: { readonly url: string; readonly key: string }): Promise<number> {
  const response = await fetch(new URL('/v1/stats', provider.url), { headers: { authorization: `Bearer ${provider.key}` } })
  const { duplicates } = (await response.json()) as { duplicates: number }
  return duplicates
}

/** What is left when the ledger is taken away: the same texts to the same phones in batches of the same size. */
async function postStraight(db: DataSource, channel: SandboxChannel, count: number, lanes: number): Promise<void> {
  const phones = await sql<{ phone: string }>(db, `select phone from contact where source = 'bench' order by phone limit $1`, [count])
  const run = randomUUID()
  let next = 0
  const lane = async (): Promise<void> => {
    while (next < phones.length) {
      const batch = phones.slice(next, next + channel.batchSize)
      next += batch.length
      const messages = batch.map(({ phone }) => ({ reference: `${run}.${phone}.${channel.name}.1`, to: phone, text: TEXT }))
      const outcomes = await channel.send(messages, new Date(Date.now() + SEND_TIMEOUT_MS))
      const lost = outcomes.find((outcome) => outcome.kind !== 'accepted' && outcome.kind !== 'refused')
      if (lost) throw new BenchFailed(`the provider failed while its limit was measured: ${lost.kind}`)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

async function seed(db: DataSource, count: number): Promise<{ messageId: string; warningId: string }> {
  const warningId = randomUUID()
  await sql(db, `insert into area (code, name, level, source) values ('99.99.99.9999', 'Bench', 'village', 'bench') on conflict do nothing`)
  await sql(
    db,
    `insert into contact (name, role, phone, channels, synthetic, purpose, legal_basis, retain_until, source)
     select 'Bench', 'resident', '+6288' || lpad(n::text, 9, '0'), '{sms}', true, 'bench', 'bench', now() + interval '1 day', 'bench'
       from generate_series(1, $1::int) n on conflict do nothing`,
    [count],
  )
  await sql(
    db,
    `insert into warning (id, replay_key, kind, state, chain_id, hazard, severity, trigger, why, text, template_id, template_version, exercise, expires_at, signal_at,
       drafted_at, planned_at, signal_wall)
     values ($1::uuid, 'bench|' || $1::text, 'new', 'sending', $1::uuid, 'flood', 2, '{}', '{}', $2, 'bench', 1, true, now() + interval '1 day', now(), now(), now(), now())`,
    [warningId, TEXT],
  )
  const [message] = await sql<{ id: string }>(
    db,
    `insert into message (purpose, warning_id, text, exercise, expires_at, created_at) values ('warning', $1, $2, true, now() + interval '1 day', now()) returning id`,
    [warningId, TEXT],
  )
  if (!message) throw new BenchFailed('the message of the benchmark was not stored')
  await sql(
    db,
    `insert into delivery (message_id, contact_id, area_code, channel, priority, due_at)
     select $1, id, '99.99.99.9999', 'sandbox', 4, now() from contact where source = 'bench' order by phone limit $2`,
    [message.id, count],
  )
  await sql(db, `analyze delivery`)
  await sql(db, `analyze contact`)
  return { messageId: message.id, warningId }
}
