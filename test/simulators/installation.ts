import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive, type ProcessMark, processStart } from '#libs/platform'

const MAIN = path.resolve(__dirname, '../../dist/apps/cli/src/main.js')
const START_MS = 150_000

/** Undefined when the product is built. */
export const whyNotStartable = (): string | undefined => (existsSync(MAIN) ? undefined : 'not built, see npm run build')

/** Answers of the api, as somebody who signed in. */
export type Ask = <T>(method: 'GET' | 'POST' | 'DELETE', address: string, body?: object) => Promise<T>

/** The built product, started as `npm start` does, with everything below one data folder. */
export class Installation {
  private constructor(
    private readonly child: ChildProcess,
    private readonly exited: Promise<number | null>,
    private readonly dataDir: string,
    readonly said: string,
    readonly url: string,
  ) {}

  /** @throws Error with what it said when it does not come up */
  static async start(dataDir: string, env: Readonly<Record<string, string>> = {}): Promise<Installation> {
    const child = spawn(process.execPath, [MAIN, 'start'], {
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: '0', ...env, DATA_DIR: dataDir },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
    const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
    for (const deadline = Date.now() + START_MS; Date.now() < deadline; await sleep(50)) {
      const url = /berjalan di (http:\S+)/.exec(said)?.[1]
      if (url && said.includes('Ctrl-C')) return new Installation(child, exited, dataDir, said, url)
      if (child.exitCode !== null) throw new Error(said)
    }
    child.kill('SIGKILL')
    throw new Error(`it did not come up: ${said}`)
  }

  async signIn(username: string): Promise<Ask> {
    const password = /kata sandi ([\w-]+)/.exec(this.said)?.[1] ?? ''
    const opened = await fetch(`${this.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
    })
    if (!opened.ok) throw new Error(`${username} cannot sign in: ${opened.status} ${await opened.text()}`)
    const cookie = opened.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ')
    return async <T>(method: string, address: string, body?: object): Promise<T> => {
      const response = await fetch(`${this.url}${address}`, {
        method,
        headers: { cookie, 'x-kentongan': '1', ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      if (!response.ok) throw new Error(`${method} ${address}: ${response.status} ${await response.text()}`)
      return (await response.json()) as T
    }
  }

  /** Ctrl-C. @returns its exit code */
  stop(): Promise<number | null> {
    this.child.kill('SIGINT')
    return this.exited
  }

  /** kill -9 of the launcher alone, or of everything it started too. */
  async kill(what: 'launcher' | 'everything'): Promise<void> {
    this.child.kill('SIGKILL')
    if (what === 'everything') killAll(this.dataDir)
    await this.exited
  }
}

/** kill -9 of whatever a data folder's installation left running: its processes, its queue, its database. */
export function killAll(dataDir: string): void {
  const read = (file: string): string => (existsSync(path.join(dataDir, file)) ? readFileSync(path.join(dataDir, file), 'utf8') : '')
  const own = JSON.parse(read('processes.json') || '[]') as ProcessMark[]
  const served = ['redis/address.json', 'pglite/address.json']
    .map(read)
    .filter(Boolean)
    .map((content) => (JSON.parse(content) as { process: ProcessMark }).process)
  const postgres = Number(read('pg/postmaster.pid').split('\n')[0])
  const alive = [...own, ...served].filter(isAlive).map((mark) => mark.pid)
  for (const pid of postgres > 0 && processStart(postgres) ? [...alive, postgres] : alive) process.kill(pid, 'SIGKILL')
}
