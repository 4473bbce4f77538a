import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Redis from 'ioredis'
import { z } from 'zod'
import { freePort } from './free-port'
import { isAlive, processMark, processStart } from './process-start'
import { readState } from './state-file'

/** A Redis of this installation's own, on the loopback address. */
export interface LocalRedis {
  readonly url: string
  stop(): Promise<void>
}

export class RedisUnusable extends Error {}

const redisAddress = z.object({ url: z.string(), process: processMark })
type Address = Readonly<z.infer<typeof redisAddress>>

const START_MS = 20_000
const STOP_MS = 10_000

export const findRedis = (): string | undefined => (spawnSync('redis-server', ['--version']).status === 0 ? 'redis-server' : undefined)

/**
 * Starts this installation's own Redis, or joins it when it runs. Everything it holds can be lost without harm.
 * @throws RedisUnusable with the end of its log
 */
export async function startRedis(binary: string, dataDir: string): Promise<LocalRedis> {
  const folder = path.join(dataDir, 'redis')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const known = path.join(folder, 'address.json')
  let started = false
  for (const deadline = Date.now() + START_MS; Date.now() < deadline; await sleep(50)) {
    const address = readState(known, redisAddress)
    if (address && isAlive(address.process)) {
      // One that reads its file, or is busy, is waited for: a second on the same folder would ruin the file.
      if (await answers(address.url)) return { url: address.url, stop: () => stop(address) }
    } else if (started) break
    else {
      await spawnRedis(binary, folder, known)
      started = true
    }
  }
  const log = path.join(folder, 'redis.log')
  throw new RedisUnusable(`redis-server does not answer: ${existsSync(log) ? readFileSync(log, 'utf8').slice(-800) : 'it left no log'}`)
}

async function spawnRedis(binary: string, folder: string, known: string): Promise<void> {
  const port = await freePort()
  const password = randomBytes(18).toString('base64url')
  const settings = [
    `port ${port}`,
    'bind 127.0.0.1',
    `requirepass ${password}`,
    `dir ${JSON.stringify(folder)}`,
    `logfile ${JSON.stringify(path.join(folder, 'redis.log'))}`,
    'appendonly yes',
    'save ""',
    'maxmemory-policy noeviction',
    '',
  ]
  const settingsFile = path.join(folder, 'redis.conf')
  writeFileSync(settingsFile, settings.join('\n'), { mode: 0o600 })
  const child = spawn(binary, [settingsFile], { stdio: 'ignore', detached: true })
  await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject))
  child.unref()
  const pid = child.pid as number
  const address: Address = { url: `redis://:${password}@127.0.0.1:${port}`, process: { pid, startedAt: processStart(pid) } }
  writeFileSync(known, JSON.stringify(address), { mode: 0o600 })
}

async function stop({ url, process: mark }: Address): Promise<void> {
  const client = new Redis(url, { maxRetriesPerRequest: 0, lazyConnect: true, retryStrategy: () => null })
  client.on('error', () => undefined) // it closes the connection while it shuts down
  try {
    await client.connect()
    await client.shutdown()
  } catch {
    // the connection ends with the server; whether it ended is seen below
  } finally {
    client.disconnect()
  }
  for (const deadline = Date.now() + STOP_MS; isAlive(mark) && Date.now() < deadline;) await sleep(20)
  if (isAlive(mark)) process.kill(mark.pid, 'SIGKILL')
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
