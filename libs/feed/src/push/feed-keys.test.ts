import { Audit } from '#libs/access'
import { importRegion } from '#libs/area'
import { Clock, InvalidInput, NotFound, sql } from '#libs/platform'
import { stationPart } from '#libs/station'
import { JAKARTA } from '../../../../test/factories/region-folder'
import { describeWithDatabase, freshDatabase, type TestDatabase } from '../../../../test/services'
import { FeedKeys } from './feed-keys'
import { originOfKey, withinKey } from './key-scope'
import { TooManyPushes } from './push.errors'

class WallClock extends Clock {
  now(): Date {
    return new Date()
  }
}

const reading = (name: string) => ({ kind: 'reading' as const, name, parameter: 'water_level' as const, observedAt: 0, value: 1 })
const resolved = (stationId: string) => ({ stationId, parameter: 'water_level' as const, reading: reading(stationId), value: 1 })

describeWithDatabase('keys of the systems that push', () => {
  let fresh: TestDatabase
  let keys: FeedKeys

  beforeAll(async () => {
    fresh = await freshDatabase()
    await importRegion(fresh.db, JAKARTA, [stationPart])
    keys = new FeedKeys(fresh.db, new Audit(new WallClock()))
  }, 60_000)
  afterAll(() => fresh?.drop())

  const created = async (settings: Partial<Parameters<FeedKeys['create']>[0]> = {}) => {
    const { id, key, signingKey } = await keys.create({ name: 'Dinas', source: 'csv', ...settings }, 'system:test')
    const proven = await keys.verify(key)
    if (!proven) throw new Error('the key does not prove itself')
    return { id, key, signingKey, proven }
  }

  it('proves its holder, keeps no secret, and is recorded', async () => {
    const { id, key, proven } = await created()
    expect(proven).toMatchObject({ id, name: 'Dinas', source: 'csv', stationIds: null, signing: false, revokedAt: null })
    expect(await keys.verify(`${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`)).toBeUndefined()
    const [row] = await sql(fresh.db, `select * from feed_key where id = $1`, [id])
    const [record] = await sql<{ action: string; detail: object }>(fresh.db, `select action, detail from audit where subject = $1`, [
      `feed-key:${id}`,
    ])
    expect(record).toMatchObject({ action: 'feed-key.created', detail: { source: 'csv' } })
    for (const kept of [row, record]) expect(JSON.stringify(kept)).not.toContain(key.slice(-43))
    expect(JSON.stringify(await keys.list())).not.toMatch(/hash|secret|signing_key/)
  })

  it('ends with its revocation, once', async () => {
    const { id, key } = await created()
    await keys.revoke(id, 'system:test')
    expect(await keys.verify(key)).toBeUndefined()
    await expect(keys.revoke(id, 'system:test')).rejects.toThrow(NotFound)
    const actions = await sql(fresh.db, `select action from audit where subject = $1 order by seq`, [`feed-key:${id}`])
    expect(actions).toEqual([{ action: 'feed-key.created' }, { action: 'feed-key.revoked' }])
  })

  it('lets no more through in a minute than it may send, however many ask at once', async () => {
    const { proven } = await created({ requestsPerMinute: 5 })
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => keys.spend(proven)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
    await expect(keys.spend(proven)).rejects.toThrow(TooManyPushes)
    await sql(fresh.db, `update feed_key set refilled_at = refilled_at - interval '13 seconds' where id = $1`, [proven.id])
    await keys.spend(proven)
    await expect(keys.spend(proven)).rejects.toThrow(TooManyPushes)
  })

  it('is not made for a source nobody pushes, nor for a station nobody knows', async () => {
    await expect(keys.create({ name: 'x', source: 'dsda-csv' }, 'system:test')).rejects.toMatchObject({ code: 'feed.not-pushed' })
    await expect(keys.create({ name: 'x', source: 'nothing' }, 'system:test')).rejects.toMatchObject({ code: 'feed.source-unknown' })
    await expect(keys.create({ name: 'x', source: 'csv', stationIds: ['depok', 'entah'] }, 'system:test')).rejects.toThrow(
      'no station "entah"',
    )
    await expect(keys.create({ name: 'x', source: 'csv', signing: true }, 'system:test')).rejects.toThrow(InvalidInput)
  })

  it('rejects the readings of other stations than its own', async () => {
    const { id } = await created({ stationIds: ['depok'] })
    const all = { resolved: [resolved('depok'), resolved('manggarai')], rejects: [{ item: 'x', reason: 'y' }] }
    const within = (origin: string | undefined) => fresh.db.transaction((tx) => withinKey(tx, origin, all))
    const scoped = await within(originOfKey(id))
    expect(scoped.resolved.map(({ stationId }) => stationId)).toEqual(['depok'])
    expect(scoped.rejects.map(({ item, field }) => [item, field])).toEqual([
      ['x', undefined],
      ['manggarai', 'station'],
    ])
    expect(await within(originOfKey((await created()).id))).toEqual(all)
    expect(await within('http://127.0.0.1/')).toEqual(all)
    expect((await within(originOfKey('aaaaaaaaaa'))).resolved).toEqual([])
  })
})
