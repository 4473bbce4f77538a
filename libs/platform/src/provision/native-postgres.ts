import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { codeOf } from '../errors'
import { clusterFolder, clusterOwner, giveTo, type Owner } from './cluster-owner'
import { freePort } from './free-port'

export { findPostgresWithPostgis } from './find-postgres'

/** A PostgreSQL cluster of this installation's own, on the loopback address. */
export interface NativePostgres {
  readonly url: string
  /** Whether this call started it; otherwise it ran already. */
  readonly started: boolean
  stop(): Promise<void>
}

export class PostgresUnusable extends Error {}

const USER = 'kentongan'
const DATABASE = 'kentongan'
/** A killed server looks alive for about two seconds, and its last processes may hold its memory a little longer. */
const RECOVERY_MS = 10_000
const RETRY_MS = 250

/**
 * Starts the installation's own cluster, or joins it when it runs; recovers one that was killed.
 *
 * @param bin see findPostgresWithPostgis
 * @param settings further settings of the server, such as `fsync=off` for tests
 * @throws PostgresUnusable with what the server said
 */
export async function startPostgres(bin: string, dataDir: string, settings: readonly string[] = []): Promise<NativePostgres> {
  const cluster = new Cluster(bin, dataDir)
  cluster.prepare()
  const running = await cluster.runningPort()
  const port = running ?? (await cluster.start(settings))
  const url = cluster.urlAt(port, DATABASE)
  await createDatabase(cluster.urlAt(port, 'postgres'))
  return { url, started: running === undefined, stop: async () => cluster.stop() }
}

class Cluster {
  private readonly owner: Owner = clusterOwner()
  private readonly folder: string
  private readonly passwordFile: string

  constructor(
    private readonly bin: string,
    dataDir: string,
  ) {
    this.folder = clusterFolder(dataDir, this.owner)
    this.passwordFile = path.join(dataDir, 'pg-password')
  }

  urlAt(port: number, database: string): string {
    return `postgres://${USER}:${readFileSync(this.passwordFile, 'utf8').trim()}@127.0.0.1:${port}/${database}`
  }

  /** Makes the cluster unless it is there. It is made aside: one that was cut short is made anew. */
  prepare(): void {
    if (existsSync(path.join(this.folder, 'PG_VERSION'))) {
      if (existsSync(this.passwordFile)) return
      throw new PostgresUnusable(
        `${this.passwordFile} is missing, so the cluster in ${this.folder} cannot be opened: put it back, or move the cluster away`,
      )
    }
    const aside = `${this.folder}.new`
    rmSync(aside, { recursive: true, force: true })
    mkdirSync(aside, { recursive: true, mode: 0o700 })
    giveTo(this.owner, aside)
    const password = `${randomBytes(18).toString('base64url')}\n`
    const passwordForServer = `${aside}.password`
    writeFileSync(passwordForServer, password, { mode: 0o600 })
    giveTo(this.owner, passwordForServer)
    const made = this.run('initdb', [
      '-D',
      aside,
      '-A',
      'scram-sha-256',
      '--pwfile',
      passwordForServer,
      '-U',
      USER,
      '--no-locale',
      '-E',
      'UTF8',
    ])
    rmSync(passwordForServer)
    if (made.status !== 0) throw new PostgresUnusable(`initdb failed: ${made.error?.message ?? made.stderr}`)
    writeFileSync(this.passwordFile, password, { mode: 0o600 })
    rmSync(this.folder, { recursive: true, force: true })
    renameSync(aside, this.folder)
  }

  /** The port of a cluster that runs and answers; waits while a killed one still looks alive. */
  async runningPort(): Promise<number | undefined> {
    for (const deadline = Date.now() + RECOVERY_MS; this.looksAlive() && Date.now() < deadline; await sleep(RETRY_MS)) {
      const port = this.recordedPort()
      if (port !== undefined && (await answers(this.urlAt(port, 'postgres')))) return port
    }
    return undefined
  }

  async start(settings: readonly string[]): Promise<number> {
    const log = path.join(this.folder, 'server.log')
    for (const deadline = Date.now() + RECOVERY_MS; ; await sleep(RETRY_MS)) {
      const port = await freePort()
      const options = [
        `-p ${port}`,
        ...['listen_addresses=127.0.0.1', `unix_socket_directories=''`, 'max_connections=200', ...settings].map((each) => `-c ${each}`),
      ]
      // The server outlives this process: it must not hold our pipes.
      const started = this.run('pg_ctl', ['-D', this.folder, '-w', '-t', '60', '-l', log, '-o', options.join(' '), 'start'], 'ignore')
      if (started.status === 0) return port
      if (Date.now() > deadline)
        throw new PostgresUnusable(
          `PostgreSQL does not start: ${existsSync(log) ? readFileSync(log, 'utf8').slice(-1_500) : 'it left no log'}`,
        )
    }
  }

  stop(): void {
    if (!this.looksAlive()) return
    const stopped = this.run('pg_ctl', ['-D', this.folder, '-m', 'fast', '-w', '-t', '30', 'stop'])
    if (stopped.status !== 0 && this.looksAlive()) throw new PostgresUnusable(`PostgreSQL does not stop: ${stopped.stderr}`)
  }

  private looksAlive(): boolean {
    return this.run('pg_ctl', ['-D', this.folder, 'status']).status === 0
  }

  private recordedPort(): number | undefined {
    const file = path.join(this.folder, 'postmaster.pid')
    const port = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[3]) : 0
    return port > 0 ? port : undefined
  }

  private run(program: string, args: readonly string[], output: 'pipe' | 'ignore' = 'pipe') {
    return spawnSync(path.join(this.bin, program), args, { ...this.owner, cwd: '/', encoding: 'utf8', stdio: ['ignore', output, output] })
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  try {
    await client.connect()
    return true
  } catch (error) {
    if (codeOf(error) === '28P01') throw new PostgresUnusable('a PostgreSQL runs in this data folder but refuses our password')
    return false
  } finally {
    await client.end().catch(() => undefined) // a client that never connected has nothing to close
  }
}

async function createDatabase(serverUrl: string): Promise<void> {
  const server = new Client({ connectionString: serverUrl })
  await server.connect()
  try {
    const { rowCount } = await server.query(`select 1 from pg_database where datname = $1`, [DATABASE])
    if (!rowCount) await server.query(`create database ${DATABASE}`)
  } finally {
    await server.end()
  }
}
