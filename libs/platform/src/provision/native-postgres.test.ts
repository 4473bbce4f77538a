import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { findPostgresWithPostgis, type NativePostgres, startPostgres } from './native-postgres'

const bin = findPostgresWithPostgis()
const suite = bin ? describe : describe.skip
const left = bin ? '' : ' (left out: PostgreSQL with PostGIS is not installed)'

async function rows(url: string, statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

suite(`an installation's own PostgreSQL${left}`, () => {
  let dataDir: string
  let postgres: NativePostgres | undefined
  const start = async (): Promise<NativePostgres> => (postgres = await startPostgres(bin as string, dataDir, ['fsync=off']))

  beforeEach(() => {
    dataDir = mkdtempSync(path.join(os.tmpdir(), 'kentongan-pg-'))
    chmodSync(dataDir, 0o755)
  })

  afterEach(async () => {
    await postgres?.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })

  it('starts from nothing with PostGIS, behind a password that only its owner can read', async () => {
    const { url, started } = await start()
    expect(started).toBe(true)
    await rows(url, 'create extension postgis')
    expect(await rows(url, `select st_asText(st_point(106.8, -6.2)) as point`)).toEqual([{ point: 'POINT(106.8 -6.2)' }])
    expect(statSync(path.join(dataDir, 'pg-password')).mode & 0o077).toBe(0)
    const guess = new URL(url)
    guess.password = 'guess'
    await expect(rows(guess.href, 'select 1')).rejects.toThrow('password authentication failed')
  }, 60_000)

  it('keeps what it holds over a stop, and is joined when it runs', async () => {
    const first = await start()
    await rows(first.url, 'create table kept as select 7 as value')
    const joined = await startPostgres(bin as string, dataDir)
    expect(joined).toMatchObject({ started: false, url: first.url })
    await first.stop()
    const again = await start()
    expect(again.started).toBe(true)
    expect(await rows(again.url, 'select value from kept')).toEqual([{ value: 7 }])
  }, 60_000)

  it('comes back after kill -9 with what was committed', async () => {
    const first = await start()
    await rows(first.url, 'create table kept as select 7 as value')
    const pid = Number(readFileSync(path.join(dataDir, 'pg', 'postmaster.pid'), 'utf8').split('\n')[0])
    process.kill(pid, 'SIGKILL')
    const again = await start()
    expect(await rows(again.url, 'select value from kept')).toEqual([{ value: 7 }])
  }, 60_000)

  it('makes a cluster anew whose making was cut short', async () => {
    await start().then((each) => each.stop())
    rmSync(path.join(dataDir, 'pg', 'PG_VERSION'))
    const { url } = await start()
    expect(await rows(url, 'select 1 as one')).toEqual([{ one: 1 }])
  }, 60_000)

  it('says what is missing when its password is lost', async () => {
    await start().then((each) => each.stop())
    rmSync(path.join(dataDir, 'pg-password'))
    await expect(start()).rejects.toThrow(/pg-password is missing/)
  }, 60_000)

  it("lies in the system's own place when its owner cannot enter the data folder", async () => {
    if (process.getuid?.() !== 0) return // only root runs it as somebody else
    chmodSync(dataDir, 0o700)
    const { url, stop } = await start()
    expect(await rows(url, 'select 1 as one')).toEqual([{ one: 1 }])
    const place = readFileSync(path.join(dataDir, 'pg-folder'), 'utf8').trim()
    expect(place).not.toContain(dataDir)
    expect(existsSync(path.join(place, 'PG_VERSION'))).toBe(true)
    await stop()
    rmSync(place, { recursive: true })
  }, 60_000)

  it('ends with what the server said when it cannot start', async () => {
    await start().then((each) => each.stop())
    writeFileSync(path.join(dataDir, 'pg', 'postgresql.auto.conf'), `no_such_setting = 'on'\n`)
    await expect(start()).rejects.toThrow(/no_such_setting/)
  }, 60_000)
})
