import { Inject, Injectable } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import { Audit } from '#libs/access'
import { InvalidInput, NotFound, sql } from '#libs/platform'
import { SMS_INBOX } from '../sms-inbox/parse'
import { isSignedBy, type SignedRequest } from './gateway-signature'
import { hashSecret, newId, newSecret, readKey, secretFits, writeKey } from './key-text'
import { TooManyPushes } from './push.errors'
import { pushedSource } from './pushed-source'

export interface NewFeedKey {
  /** Who holds it, in words. */
  readonly name: string
  readonly source: string
  /** Readings of other stations are rejected. Without it the key speaks of all. */
  readonly stationIds?: readonly string[]
  readonly requestsPerMinute?: number
  /** Also a key to sign with, for the Android gateway, which cannot send a secret. */
  readonly signing?: boolean
}

export interface FeedKey {
  readonly id: string
  readonly name: string
  readonly source: string
  readonly stationIds: readonly string[] | null
  readonly requestsPerMinute: number
  readonly signing: boolean
  readonly createdAt: Date
  readonly createdBy: string
  readonly lastUsedAt: Date | null
  readonly revokedAt: Date | null
}

/** Shown once: the secrets are not kept in a form that can be shown again. */
export interface CreatedFeedKey {
  readonly id: string
  readonly key: string
  readonly signingKey?: string
}

const VIEW = `id, name, source, station_ids as "stationIds", requests_per_minute as "requestsPerMinute", signing_key is not null as signing,
  created_at as "createdAt", created_by as "createdBy", last_used_at as "lastUsedAt", revoked_at as "revokedAt"`
const REQUESTS_PER_MINUTE = 120

/** A clock put back takes nothing away. */
const REFILLED = `least(k.requests_per_minute, k.tokens + greatest(0, extract(epoch from now.at - k.refilled_at)) * k.requests_per_minute / 60.0)`

/** Keys of the systems that push to us. Their times are wall time, not replay time. */
@Injectable()
export class FeedKeys {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly audit: Audit,
  ) {}

  /**
   * @param actor `user:<id>` or `system:<part>`
   * @throws SourceUnknown, NotPushed, InvalidInput
   */
  async create(wanted: NewFeedKey, actor: string): Promise<CreatedFeedKey> {
    const { name, source, stationIds, signing = false, requestsPerMinute = REQUESTS_PER_MINUTE } = wanted
    pushedSource(source)
    if (signing && source !== SMS_INBOX) throw new InvalidInput([{ field: 'signing', message: `only requests to ${SMS_INBOX} are signed` }])
    const [id, secret] = [newId(), newSecret()]
    const signingKey = signing ? newSecret() : undefined
    await this.db.transaction(async (tx) => {
      await assertStations(tx, stationIds)
      await sql(
        tx,
        `insert into feed_key (id, name, source, secret_hash, signing_key, station_ids, requests_per_minute, tokens, created_by)
         values ($1, $2, $3, $4, $5, $6, $7::int, $7::int, $8)`,
        [id, name, source, hashSecret(secret), signingKey ?? null, stationIds ?? null, requestsPerMinute, actor],
      )
      const detail = { name, source, stationIds, requestsPerMinute, signing }
      await this.audit.record(tx, { actor, action: 'feed-key.created', subject: `feed-key:${id}`, detail })
    })
    return { id, key: writeKey({ id, secret }), ...(signingKey === undefined ? {} : { signingKey }) }
  }

  list(): Promise<FeedKey[]> {
    return sql<FeedKey>(this.db, `select ${VIEW} from feed_key order by created_at, id`)
  }

  /** Ends it at once. @throws NotFound when there is no such key, or it is revoked already */
  async revoke(id: string, actor: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const rows = await sql(tx, `update feed_key set revoked_at = clock_timestamp() where id = $1 and revoked_at is null returning id`, [
        id,
      ])
      if (rows.length === 0) throw new NotFound('feed key', id)
      await this.audit.record(tx, { actor, action: 'feed-key.revoked', subject: `feed-key:${id}` })
    })
  }

  /** The key that this text proves to be, unless it is revoked. */
  async verify(text: string): Promise<FeedKey | undefined> {
    const given = readKey(text)
    if (!given) return undefined
    const [row] = await sql<FeedKey & { hash: Buffer }>(
      this.db,
      `select ${VIEW}, secret_hash as hash from feed_key where id = $1 and revoked_at is null`,
      [given.id],
    )
    if (!secretFits(given.secret, row?.hash) || !row) return undefined
    const { hash: _, ...key } = row
    return key
  }

  /** The key that signed this request, unless it is revoked. */
  async verifySigned(id: string, request: SignedRequest): Promise<FeedKey | undefined> {
    const [row] = await sql<FeedKey & { signingKey: string }>(
      this.db,
      `select ${VIEW}, signing_key as "signingKey" from feed_key where id = $1 and revoked_at is null and signing_key is not null`,
      [id],
    )
    if (!row || !isSignedBy(row.signingKey, request, new Date())) return undefined
    const { signingKey: _, ...key } = row
    return key
  }

  /**
   * Takes one request out of the key's bucket, which fills evenly and holds a minute's worth. The bucket is a row, so the limit holds over
   * all processes together.
   * @throws TooManyPushes when it is empty
   */
  async spend({ id, requestsPerMinute }: FeedKey): Promise<void> {
    const rows = await sql(
      this.db,
      `with now as materialized (select clock_timestamp() as at)
       update feed_key k set tokens = ${REFILLED} - 1, refilled_at = now.at, last_used_at = now.at from now
        where k.id = $1 and ${REFILLED} >= 1 returning k.id`,
      [id],
    )
    if (rows.length === 0) throw new TooManyPushes(requestsPerMinute)
  }
}

async function assertStations(tx: EntityManager, stationIds: readonly string[] | undefined): Promise<void> {
  if (!stationIds) return
  const rows = await sql<{ id: string }>(tx, `select id from station where id = any($1::text[])`, [stationIds])
  const known = new Set(rows.map(({ id }) => id))
  const unknown = stationIds.filter((id) => !known.has(id))
  if (unknown.length > 0) throw new InvalidInput(unknown.map((id) => ({ field: 'stationIds', message: `there is no station "${id}"` })))
}
