import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { accessSync, chownSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { freePort } from './free-port'

/** A PostgreSQL cluster of this installation's own, on the loopback address. */
export interface NativePostgres {
  readonly url: string
  /** Whether this call started it; a cluster found running is left running. */
  readonly started: boolean
  stop(): Promise<void>
}

export class PostgresUnusable extends Error {}

interface Owner {
  readonly uid?: number
  readonly gid?: number
}

const DEBIAN = '/usr/lib/postgresql'
const USER = 'kentongan'
const RECOVERY_MS = 10_000

/** The folder of binaries of a local PostgreSQL that has PostGIS; undefined when there is none. */
export function findPostgresWithPostgis(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted((a, b) => Number(b) - Number(a)) : []
  const folders = [...versions.map((version) => path.join(DEBIAN, version, 'bin')), ...(process.env['PATH'] ?? '').split(path.delimiter)]
  return folders.find((folder) => {
    if (!existsSync(path.join(folder, 'postgres')) || !existsSync(path.join(folder, 'initdb'))) return false
    const bin = path.dirname(realpathSync(path.join(folder, 'postgres')))
    const shared = spawnSync(path.join(bin, 'pg_config'), ['--sharedir'], { encoding: 'utf8' }).stdout?.trim()
    const version = /(\d+)/.exec(bin)?.[1]
    return [shared, version && `/usr/share/postgresql/${version}`].some((share) => share && existsSync(path.join(share, 'extension/postgis.control')))
  })
}

/** PostgreSQL refuses to run as root: then it runs as `postgres`, else as `nobody`. */
function owner(): Owner {
  if (process.getuid?.() !== 0) return {}
  const users = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'))
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody')
  if (!user) throw new PostgresUnusable('running as root, and there is no user postgres or nobody to run the database as')
  return { uid: Number(user[2]), gid: Number(user[3]) }
}

/** A folder below a private one (such as /root) cannot be reached by another user: then the cluster lies in the system's own place. */
function clusterFolder(dataDir: string, { uid }: Owner): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o755 })
  const wanted = path.join(dataDir, 'pg')
  if (uid === undefined || isReachable(dataDir)) return wanted
  const tag = Buffer.from(dataDir).toString('base64url').slice(-24)
  return path.join(os.tmpdir(), `kentongan-pg-${tag}`)
}

function isReachable(folder: string): boolean {
  for (let at = folder; ; at = path.dirname(at)) {
    const run = spawnSync('stat', ['-c', '%a', at], { encoding: 'utf8' })
    if (!/[1357]$/.test(run.stdout.trim())) return false
    if (at === path.dirname(at)) return true
  }
}

/**
 * Starts the installation's own cluster, or joins it when it runs; recovers one that was killed.
 * @throws PostgresUnusable with what the server said
 */
export async function startPostgres(bin: string, dataDir: string, settings: readonly string[] = []): Promise<NativePostgres> {
  const user = owner()
  const folder = clusterFolder(dataDir, user)
  const run = (program: string, args: readonly string[]) => spawnSync(path.join(bin, program), args, { ...user, cwd: '/', encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid as number)
  const passwordFile = path.join(dataDir, 'pg-password')
  if (!existsSync(path.join(folder, 'PG_VERSION'))) initialise(run, folder, passwordFile, user)
  const password = readFileSync(passwordFile, 'utf8').trim()
  const urlAt = (port: number): string => `postgres://${USER}:${password}@127.0.0.1:${port}/kentongan`
  const running = await runningPort(run, folder, urlAt)
  const port = running ?? (await freePort())
  if (running === undefined) {
    const options = [`-p ${port}`, '-c listen_addresses=127.0.0.1', `-c unix_socket_directories=''`, '-c max_connections=200', ...settings.map((each) => `-c ${each}`)]
    const log = path.join(folder, 'server.log')
    // The server outlives this process: it must not hold our pipes.
    const start = spawnSync(path.join(bin, 'pg_ctl'), ['-D', folder, '-w', '-t', '60', '-l', log, '-o', options.join(' '), 'start'], { ...user, cwd: '/', stdio: 'ignore' })
    if (start.status !== 0) throw new PostgresUnusable(`PostgreSQL does not start: ${tail(log)}`)
  }
  await createDatabase(urlAt(port))
  return {
    url: urlAt(port),
    started: running === undefined,
    stop: async () => {
      if (running === undefined) run('pg_ctl', ['-D', folder, '-m', 'fast', '-w', 'stop'])
    },
  }
}

type Run = (program: string, args: readonly string[]) => ReturnType<typeof spawnSync>

function initialise(run: Run, folder: string, passwordFile: string, user: Owner): void {
  writeFileSync(passwordFile, `${randomBytes(18).toString('base64url')}\n`, { mode: 0o600 })
  const forServer = `${folder}.pw`
  writeFileSync(forServer, readFileSync(passwordFile), { mode: 0o600 })
  if (user.uid !== undefined) chownSync(forServer, user.uid, user.gid as number)
  const result = run('initdb', ['-D', folder, '-A', 'scram-sha-256', '--pwfile', forServer, '-U', USER, '--no-locale', '-E', 'UTF8'])
  rmSync(forServer)
  if (result.status !== 0) throw new PostgresUnusable(`initdb failed: ${String(result.stderr)}`)
}

/** The port of a cluster that runs and answers. After a kill the server may look alive for a moment while it refuses: then it is dead. */
async function runningPort(run: Run, folder: string, urlAt: (port: number) => string): Promise<number | undefined> {
  const pidFile = path.join(folder, 'postmaster.pid')
  const deadline = Date.now() + RECOVERY_MS
  while (run('pg_ctl', ['-D', folder, 'status']).status === 0 && Date.now() < deadline) {
    const port = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8').split('\n')[3]) : 0
    if (port > 0 && (await answers(urlAt(port)))) return port
    await sleep(250)
  }
  return undefined
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: databaseOf(url, 'postgres'), connectionTimeoutMillis: 2_000 })
  try {
    await client.connect()
    return true
  } catch (error) {
    if ((error as { code?: string }).code === '28P01') throw new PostgresUnusable('a PostgreSQL runs in this data folder but refuses our password')
    return false
  } finally {
    await client.end().catch(() => undefined) // a client that never connected has nothing to close
  }
}

function databaseOf(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}

async function createDatabase(url: string): Promise<void> {
  const server = new Client({ connectionString: databaseOf(url, 'postgres') })
  await server.connect()
  try {
    const { rowCount } = await server.query(`select 1 from pg_database where datname = 'kentongan'`)
    if (!rowCount) await server.query('create database kentongan')
  } finally {
    await server.end()
  }
}

function tail(file: string): string {
  try {
    accessSync(file, constants.R_OK)
    return readFileSync(file, 'utf8').slice(-1_500)
  } catch (error) {
    return `no log (${(error as Error).message})`
  }
}
