import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { transformFileSync } from '@swc/core'

const SOURCE = path.resolve(__dirname, '../../apps/sandbox/src')
/** Below node_modules, so that the compiled provider finds its packages. */
const COMPILED = path.resolve(__dirname, '../../node_modules/.cache/kentongan-sandbox')

export interface SandboxProcess {
  readonly url: string
  readonly key: string
  call<T = Record<string, unknown>>(method: string, route: string, body?: unknown): Promise<T>
  fault(mode: string, count?: number): Promise<void>
  stats(): Promise<{ messages: number; duplicates: number; replies: number }>
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>
}

function compile(): string {
  const folder = path.join(COMPILED, String(process.pid))
  mkdirSync(folder, { recursive: true })
  for (const file of readdirSync(SOURCE).filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))) {
    writeFileSync(path.join(folder, file.replace(/\.ts$/, '.js')), transformFileSync(path.join(SOURCE, file)).code)
  }
  return path.join(folder, 'main.js')
}

let main: string | undefined

/**
 * Starts the provider of the virtual phones as a process of its own.
 * @param databaseUrl a database on the server; the provider makes one of its own beside it
 */
export async function startSandboxProcess(databaseUrl: string, settings: Record<string, string> = {}): Promise<SandboxProcess> {
  main ??= compile()
  const key = settings['SANDBOX_KEY'] ?? randomBytes(16).toString('hex')
  const child = spawn(process.execPath, [main], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'], SANDBOX_PORT: '0', SANDBOX_KEY: key, SANDBOX_STORE: `${databaseUrl}_phones`, ...settings },
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the provider stopped with code ${code}`)))
    createInterface({ input: child.stdout }).once('line', (line) => resolve((JSON.parse(line) as { listening: number }).listening))
  })
  const url = `http://127.0.0.1:${port}`
  const call = async <T>(method: string, route: string, body?: unknown): Promise<T> => {
    const response = await fetch(new URL(route, url), {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${await response.text()}`)
    return (await response.json()) as T
  }
  return {
    url,
    key,
    call,
    fault: async (mode, count = 1) => void (await call('POST', '/v1/faults', { mode, count })),
    stats: () => call('GET', '/v1/stats'),
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}
