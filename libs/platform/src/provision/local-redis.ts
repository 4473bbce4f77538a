import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Redis from 'ioredis'
import { freePort } from './free-port'

export interface LocalRedis {
  readonly url: string
  stop(): Promise<void>
}

const START_MS = 10_000

export const findRedis = (): string | undefined => (spawnSync('redis-server', ['--version']).status === 0 ? 'redis-server' : undefined)

/** Starts this installation's own Redis on the loopback address, or joins it when it runs. Everything it holds can be lost without harm. */
export async function startRedis(binary: string, dataDir: string): Promise<LocalRedis> {
  const folder = path.join(dataDir, 'redis')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const known = path.join(folder, 'address.json')
  if (existsSync(known)) {
    const { url } = JSON.parse(readFileSync(known, 'utf8')) as { url: string }
    if (await answers(url)) return { url, stop: async () => undefined }
  }
  const port = await freePort()
  const password = randomBytes(18).toString('base64url')
  const url = `redis://:${password}@127.0.0.1:${port}`
  const configuration = [`port ${port}`, 'bind 127.0.0.1', `requirepass ${password}`, `dir ${folder}`, 'appendonly yes', 'save ""', 'maxmemory-policy noeviction', '']
  const configurationFile = path.join(folder, 'redis.conf')
  writeFileSync(configurationFile, configuration.join('\n'), { mode: 0o600 })
  const child = spawn(binary, [configurationFile], { stdio: 'ignore', detached: true })
  child.unref()
  const deadline = Date.now() + START_MS
  while (!(await answers(url))) {
    if (Date.now() > deadline || child.exitCode !== null) throw new Error(`redis-server does not answer on port ${port}`)
    await sleep(50)
  }
  writeFileSync(known, JSON.stringify({ url }), { mode: 0o600 })
  return {
    url,
    stop: async () => {
      const client = new Redis(url, { maxRetriesPerRequest: 1 })
      client.on('error', () => undefined) // it closes the connection while it shuts down
      await client.shutdown('SAVE').catch(() => undefined)
      client.disconnect()
    },
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new Redis(url, { maxRetriesPerRequest: 0, lazyConnect: true, retryStrategy: () => null })
  client.on('error', () => undefined) // the refusal arrives as the answer below
  try {
    await client.connect()
    return (await client.ping()) === 'PONG'
  } catch {
    return false
  } finally {
    client.disconnect()
  }
}
