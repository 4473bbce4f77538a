import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import path from 'node:path'

/** The virtual phones' provider, running in a process of its own. */
export interface ProviderProcess {
  readonly url: string
  readonly key: string
  stop(): Promise<void>
}

const START_TIMEOUT_MS = 30_000

export interface ProviderSettings {
  readonly key: string
  /** Where it keeps its messages: a database of its own. */
  readonly store: string
  readonly hookUrl: string
  readonly clock: 'wall' | 'manual'
}

/** @throws Error when the provider does not come up, with what it said last */
export async function startProvider(settings: ProviderSettings): Promise<ProviderProcess> {
  const child = spawn(process.execPath, [path.resolve(__dirname, '../../../sandbox/src/main.js')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      SANDBOX_PORT: '0',
      SANDBOX_KEY: settings.key,
      SANDBOX_STORE: settings.store,
      SANDBOX_HOOK_URL: settings.hookUrl,
      SANDBOX_CLOCK: settings.clock,
    },
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2_000)))
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const port = await new Promise<number>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`virtual phones did not start within ${START_TIMEOUT_MS / 1000} s: ${said}`)),
      START_TIMEOUT_MS,
    )
    child.once('exit', (code) => reject(new Error(`virtual phones stopped with code ${code}: ${said}`)))
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!line.startsWith('{"listening"')) return
      clearTimeout(timer)
      resolve((JSON.parse(line) as { listening: number }).listening)
    })
  })
  return {
    url: `http://127.0.0.1:${port}`,
    key: settings.key,
    stop: async () => {
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), 5_000)
      await exited
      clearTimeout(late)
    },
  }
}
