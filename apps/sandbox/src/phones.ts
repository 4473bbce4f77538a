import { randomUUID } from 'node:crypto'
import type { ProviderClock } from './provider-clock'
import type { Store } from './store'

/** The virtual phones as a person looks at them: what came in, what was typed back. */
export class Phones {
  constructor(
    private readonly store: Store,
    private readonly clock: ProviderClock,
  ) {}

  /** Phones with messages, the latest first. `contains` searches digits of the number. */
  async list(limit: number, contains = ''): Promise<Record<string, unknown>[]> {
    return this.store.query(
      `select m.phone as number, m.text as "lastText", m.at as "lastAt",
              (select count(*)::int from message o where o.phone = m.phone) as messages,
              (select c.body from callback c where c.phone = m.phone and c.kind = 'reply' and c.due_at <= $3 order by c.due_at desc, c.seq desc limit 1) as "lastReply"
       from (select phone, max(seq) as seq from message where $2 = '' or strpos(phone, $2) > 0 group by phone order by max(seq) desc limit $1) latest
       join message m on m.seq = latest.seq order by m.seq desc`,
      [limit, contains, this.clock.now()],
    )
  }

  /** The conversation on one phone, oldest first: `received` by the phone, `sent` by its owner. */
  async conversation(phone: string): Promise<Record<string, unknown>[]> {
    return this.store.query(
      `select 'received' as direction, m.text, m.at,
              coalesce((select c.body from callback c where c.phone = m.phone and c.kind = 'receipt' and c.id = m.id and c.due_at <= $2), 'accepted') as status
       from message m where m.phone = $1
       union all
       select 'sent', c.body, c.due_at, 'sent' from callback c where c.phone = $1 and c.kind = 'reply' and c.due_at <= $2
       order by 3, 1`,
      [phone, this.clock.now()],
    )
  }

  async reply(phone: string, text: string): Promise<{ id: string; at: Date }> {
    const id = randomUUID()
    const at = this.clock.now()
    await this.store.query(`insert into callback (kind, id, phone, body, due_at) values ('reply', $1, $2, $3, $4)`, [id, phone, text, at])
    return { id, at }
  }
}
