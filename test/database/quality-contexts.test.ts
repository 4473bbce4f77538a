import { saveAccount } from '#libs/access'
import { importRegion } from '#libs/area'
import { sql } from '#libs/platform'
import { contextKey, loadQualityContexts, type QualityContext, stationPart } from '#libs/station'
import { JAKARTA } from '../factories/region-folder'
import { describeWithDatabase, freshDatabase, type TestDatabase } from '../services'

const start = Date.parse('2026-01-01T00:00:00+07:00')
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const at = (hours: number): Date => new Date(start + hours * HOUR)

describeWithDatabase('what quality control knows before a batch', () => {
  let database: TestDatabase

  beforeEach(async () => {
    database = await freshDatabase()
    await importRegion(database.db, JAKARTA, [stationPart])
  }, 60_000)
  afterEach(() => database?.drop())

  interface Said {
    readonly hours: number
    readonly value: number
    readonly rule?: string
  }

  async function stored(stationId: string, said: readonly Said[], source = 'dsda-xml', parameter = 'water_level'): Promise<void> {
    await sql(
      database.db,
      `insert into reading (station_id, parameter, observed_at, received_at, value, quality, quality_rule, source)
       select $1, $2, at, at, value, case when rule is null then 'good' else 'suspect' end, rule, $3
         from unnest($4::timestamptz[], $5::float8[], $6::text[]) r(at, value, rule)`,
      [
        stationId,
        parameter,
        source,
        said.map(({ hours }) => at(hours)),
        said.map(({ value }) => value),
        said.map(({ rule }) => rule ?? null),
      ],
    )
  }

  async function context(stationId: string, hours: number, source = 'dsda-xml', receivedAt = at(hours)): Promise<QualityContext> {
    const reading = { stationId, parameter: 'water_level' as const, reading: { observedAt: at(hours).getTime() } }
    const contexts = await loadQualityContexts(database.db, source, [reading], receivedAt)
    return contexts.get(contextKey(stationId, 'water_level')) as QualityContext
  }

  function verdict({ rules, memory, around }: QualityContext, hours: number, value: number) {
    const { flag, beginsHold } = rules.judge({ at: at(hours).getTime(), value }, at(hours).getTime(), memory, around)
    return [flag?.rule, beginsHold]
  }

  const jump = (from: number, until: number, value = 4.2): Said[] =>
    Array.from({ length: Math.round((until - from) * 2) }, (_, i) => ({
      hours: from + i / 2,
      value: value + (i % 3) / 100,
      rule: i === 0 ? 'rate-of-rise' : 'datum-jump',
    }))

  it('is nothing of a post that does not exist, and no memory of one that never spoke', async () => {
    expect(await context('entah', 1)).toBeUndefined()
    expect((await context('depok', 1)).memory.accepted).toBeUndefined()
  })

  it('holds a jump however long ago it was, over any silence, and tells nobody twice', async () => {
    await stored('depok', [{ hours: 0, value: 1.2 }, ...jump(0.5, 100)])
    expect(verdict(await context('depok', 100.5), 100.5, 4.2)).toEqual(['datum-jump', false])
    expect(verdict(await context('depok', 200), 200, 4.2)).toEqual(['datum-jump', false])
    expect(verdict(await context('depok', 200), 200, 1.25)).toEqual([undefined, false])
  })

  it('ends the hold with a decision, from the time it was made until it was withdrawn', async () => {
    await stored('depok', [{ hours: 0, value: 1.2 }, ...jump(0.5, 100)])
    const by = await saveAccount(database.db, { username: 'siti', fullName: 'Siti', role: 'operator', password: 'a long enough password' })
    await sql(
      database.db,
      `insert into quality_override (station_id, parameter, from_at, to_at, quality, reason, by_account, by_name, at, withdrawn_at, withdrawn_by, withdrawn_by_name, withdrawn_reason)
       values ('depok', 'water_level', $1, $2, 'good', 'banjir', $3, 'Siti', $4, $5, $3, 'Siti', 'keliru')`,
      [at(0.5), at(100), by, at(100), at(102)],
    )
    const ruleAt = async (receivedAt: Date) => verdict(await context('depok', 100.2, 'dsda-xml', receivedAt), 100.2, 4.2)[0]
    expect([await ruleAt(at(99)), await ruleAt(at(101)), await ruleAt(at(102))]).toEqual(['datum-jump', undefined, 'datum-jump'])
    expect(verdict(await context('depok', 180, 'dsda-xml', at(101)), 180, 4.2)[0]).toBeUndefined() // also beyond the window
  })

  it('holds on where people decided that the held readings are wrong', async () => {
    await stored('depok', [{ hours: 0, value: 1.2 }, ...jump(0.5, 5)])
    const by = await saveAccount(database.db, { username: 'siti', fullName: 'Siti', role: 'operator', password: 'a long enough password' })
    await sql(
      database.db,
      `insert into quality_override (station_id, parameter, from_at, to_at, quality, reason, by_account, by_name, at)
       values ('depok', 'water_level', $1, $2, 'suspect', 'papan bergeser', $3, 'Siti', $2)`,
      [at(0.5), at(5), by],
    )
    expect(verdict(await context('depok', 5.5), 5.5, 4.21)).toEqual(['datum-jump', false])
  })

  it('is what one source said: another begins afresh', async () => {
    await stored('depok', [{ hours: 0, value: 1.2 }, ...jump(0.5, 2)])
    const other = await context('depok', 2, 'dsda-csv')
    expect([other.memory.accepted, other.storedAt.size]).toEqual([undefined, 0])
    expect((await context('depok', 2)).storedAt.has(at(1).getTime())).toBe(true)
  })

  it('believes a jump that the post upstream shows when it should', async () => {
    await stored('depok', [
      { hours: 4, value: 1.2 },
      { hours: 4.5, value: 4.2, rule: 'rate-of-rise' },
    ])
    await stored('katulampa', [
      { hours: 0.5, value: 0.4 },
      { hours: 1, value: 0.9 },
      { hours: 1.5, value: 1.6, rule: 'rate-of-rise' },
    ])
    expect(verdict(await context('depok', 5), 5, 4.21)).toEqual([undefined, false])
    await sql(
      database.db,
      `update reading set quality = 'suspect', quality_rule = 'stuck' where station_id = 'katulampa' and quality = 'good'`,
    )
    expect(verdict(await context('depok', 5), 5, 4.21)).toEqual(['datum-jump', true])
  })

  it('believes a jump that the gate-keeper sees, and neither of them where they differ', async () => {
    await stored('depok', [
      { hours: 4, value: 1.2 },
      { hours: 4.5, value: 4.2, rule: 'rate-of-rise' },
    ])
    await stored('depok', [{ hours: 4.9, value: 4.15 }], 'sms-inbox')
    expect(verdict(await context('depok', 5), 5, 4.21)).toEqual([undefined, false])
    await stored('manggarai', [{ hours: 4, value: 6.5 }])
    expect(verdict(await context('manggarai', 4.1, 'sms-inbox'), 4.1, 7.5)).toEqual(['gate-keeper-disagrees', true])
    expect(verdict(await context('manggarai', 4.1, 'sms-inbox'), 4.1, 6.55)).toEqual([undefined, false])
    await stored('manggarai', [{ hours: 4.1, value: 7.5, rule: 'gate-keeper-disagrees' }], 'sms-inbox')
    expect(verdict(await context('manggarai', 4.2), 4.2, 6.5)).toEqual(['gate-keeper-disagrees', true])
    expect(verdict(await context('manggarai', 4.7), 4.7, 6.5)).toEqual([undefined, false])
  })

  it('does not listen to a gate-keeper whose own rules doubt him', async () => {
    await stored('manggarai', [{ hours: 4, value: 6.5 }])
    await stored('manggarai', [{ hours: 4.1, value: 12.9, rule: 'range' }], 'sms-inbox')
    expect(verdict(await context('manggarai', 4.2), 4.2, 6.5)).toEqual([undefined, false])
  })
})
