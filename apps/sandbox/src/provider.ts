import { randomUUID } from 'node:crypto'
import { behaviourOf, isUnknownNumber } from './behaviour'
import type { ProviderClock } from './provider-clock'
import type { Store } from './store'

export interface SubmittedMessage {
  readonly reference: string
  readonly to: string
  readonly text: string
}

export type SubmitResult =
  | { readonly reference: string; readonly status: 'accepted'; readonly id: string }
  | { readonly reference: string; readonly status: 'refused'; readonly reason: 'invalid-number' }

/** A reference without its attempt: what must reach the phone once. */
export const intentOf = (reference: string): string => reference.slice(0, Math.max(0, reference.lastIndexOf('.')))

/** Takes messages as a real provider does: what it has seen before is a further message, never an idempotent answer. */
export class Provider {
  constructor(
    private readonly store: Store,
    private readonly clock: ProviderClock,
  ) {}

  /** Stored, with everything the phones will do about it, before the answer is given. */
  async submit(messages: readonly SubmittedMessage[]): Promise<SubmitResult[]> {
    const at = this.clock.now()
    const taken: { id: string; message: SubmittedMessage }[] = []
    const callbacks: { kind: string; id: string; reference: string | null; phone: string; body: string; dueAt: Date }[] = []
    const results = messages.map((message): SubmitResult => {
      if (isUnknownNumber(message.to)) return { reference: message.reference, status: 'refused', reason: 'invalid-number' }
      const id = randomUUID()
      taken.push({ id, message })
      const { receipt, replies } = behaviourOf(message.to, message.text)
      const due = (seconds: number): Date => new Date(at.getTime() + seconds * 1_000)
      if (receipt) {
        callbacks.push({
          kind: 'receipt',
          id,
          reference: message.reference,
          phone: message.to,
          body: receipt.status,
          dueAt: due(receipt.afterSeconds),
        })
      }
      for (const reply of replies) {
        callbacks.push({
          kind: 'reply',
          id: randomUUID(),
          reference: null,
          phone: message.to,
          body: reply.text,
          dueAt: due(reply.afterSeconds),
        })
      }
      return { reference: message.reference, status: 'accepted', id }
    })
    if (taken.length) {
      await this.store.query(
        `with stored as (
           insert into message (id, reference, intent, phone, text, at)
           select m.id, m.reference, m.intent, m.phone, m.text, $6
           from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) m(id, reference, intent, phone, text))
         insert into callback (kind, id, reference, phone, body, due_at)
         select c.kind, c.id, c.reference, c.phone, c.body, c.due_at
         from unnest($7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::timestamptz[]) c(kind, id, reference, phone, body, due_at)`,
        [
          taken.map((item) => item.id),
          taken.map((item) => item.message.reference),
          taken.map((item) => intentOf(item.message.reference)),
          taken.map((item) => item.message.to),
          taken.map((item) => item.message.text),
          at,
          callbacks.map((item) => item.kind),
          callbacks.map((item) => item.id),
          callbacks.map((item) => item.reference),
          callbacks.map((item) => item.phone),
          callbacks.map((item) => item.body),
          callbacks.map((item) => item.dueAt),
        ],
      )
    }
    return results
  }

  /** Which of the references this provider holds. What is not listed was never taken. */
  async lookup(references: readonly string[]): Promise<{ reference: string; id: string; status: string }[]> {
    return this.store.query(
      `select distinct on (reference) reference, id, status from message where reference = any($1::text[]) order by reference, seq`,
      [references],
    )
  }

  /** `duplicates`: messages of one intent beyond the first; `repeated` names up to twenty such intents. */
  async stats(): Promise<{ messages: number; duplicates: number; replies: number; repeated: { intent: string; messages: number }[] }> {
    const [totals] = await this.store.query<{ messages: number; intents: number }>(
      `select count(*)::int as messages, count(distinct intent)::int as intents from message`,
    )
    const repeated = await this.store.query<{ intent: string; messages: number }>(
      `select intent, count(*)::int as messages from message group by intent having count(*) > 1 order by intent limit 20`,
    )
    const [answered] = await this.store.query<{ replies: number }>(
      `select count(*)::int as replies from callback where kind = 'reply' and done_at is not null`,
    )
    return {
      messages: totals?.messages ?? 0,
      replies: answered?.replies ?? 0,
      duplicates: (totals?.messages ?? 0) - (totals?.intents ?? 0),
      repeated,
    }
  }

  async clear(): Promise<void> {
    await this.store.query(`delete from callback`)
    await this.store.query(`delete from message`)
  }
}
