import { Logger } from '@nestjs/common'
import { Pool, type PoolClient } from 'pg'
import { messageOf } from '#libs/platform'
import { SMS_INBOX } from '../sms-inbox/parse'

export interface GammuInboxOptions {
  /** The database of Gammu's SMS daemon. */
  readonly databaseUrl: string
  /** Takes a payload; when it answers, what it took is committed. */
  readonly sink: (source: string, raw: Buffer, receivedAt: Date) => Promise<unknown>
  readonly now: () => Date
  /** The daemon writes clock times of its own place. */
  readonly timeZone?: string
}

const BATCH = 200
/** The parts of a long message are written one by one. */
const PARTS_SETTLE_SECONDS = 30
const CONNECT_TIMEOUT_MS = 5_000
const STATEMENT_TIMEOUT_MS = 30_000

interface InboxRow {
  readonly ID: number
  readonly SenderNumber: string
  readonly TextDecoded: string
  readonly UDH: string
  readonly ReceivingDateTime: string
}

/**
 * Takes what a modem received from the inbox of Gammu's SMS daemon, and marks it processed once it is stored: it is to be the inbox's only
 * reader. After a crash in between the same messages come again, and are duplicates. Several workers may poll; each takes other rows.
 */
export class GammuInbox {
  private readonly log = new Logger(GammuInbox.name)
  private readonly pool: Pool

  constructor(private readonly options: GammuInboxOptions) {
    this.pool = new Pool({
      connectionString: options.databaseUrl,
      max: 1,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      application_name: 'kentongan gammu inbox',
    })
    this.pool.on('error', (error) => this.log.warn(`the connection to Gammu's database broke: ${messageOf(error)}`))
  }

  /** One batch. @returns how many rows were taken; 0 when none wait */
  async poll(): Promise<number> {
    const client = await this.pool.connect()
    try {
      await client.query('begin')
      const taken = await this.takeBatch(client)
      await client.query('commit')
      client.release()
      return taken
    } catch (error) {
      // Whatever state the connection is in, the server rolls back when it ends.
      client.release(true)
      throw error
    }
  }

  close(): Promise<void> {
    return this.pool.end()
  }

  private async takeBatch(client: PoolClient): Promise<number> {
    const { rows } = await client.query<InboxRow>(
      `select "ID", "SenderNumber", "TextDecoded", "UDH",
              to_char("ReceivingDateTime" at time zone $1 at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "ReceivingDateTime"
         from inbox where not "Processed" and ("UDH" = '' or "UpdatedInDB" < localtimestamp - make_interval(secs => $2))
        order by "ID" limit $3 for update skip locked`,
      [this.options.timeZone ?? 'Asia/Jakarta', PARTS_SETTLE_SECONDS, BATCH],
    )
    const batch = rows.length === BATCH ? withoutCutMessage(rows) : rows
    if (batch.length === 0) return 0
    await this.options.sink(SMS_INBOX, Buffer.from(JSON.stringify(batch)), this.options.now())
    await client.query(`update inbox set "Processed" = true where "ID" = any($1::int[])`, [batch.map((row) => row.ID)])
    return batch.length
  }
}

/** The last message of a full batch may go on in the next one. */
function withoutCutMessage(rows: readonly InboxRow[]): readonly InboxRow[] {
  const lastWhole = rows.findLastIndex((row) => row.UDH === '')
  return lastWhole < 0 ? rows : rows.slice(0, lastWhole + 1)
}
