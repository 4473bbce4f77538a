import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Redis from 'ioredis'
import { findRedis, type LocalRedis, startRedis } from './local-redis'

const binary = findRedis()
const suite = binary ? describe : describe.skip
const left = binary ? '' : ' (left out: redis-server is not installed)'

async function ask<T>(url: string, question: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url, { maxRetriesPerRequest: 0, retryStrategy: () => null })
  client.on('error', () => undefined) // the question below is what fails
  try {
    return await question(client)
  } finally {
    client.disconnect()
  }
}

suite(`an installation's own Redis${left}`, () => {
  let dataDir: string
  let redis: LocalRedis | undefined
  const start = async (): Promise<LocalRedis> => (redis = await startRedis(binary as string, dataDir))

  beforeEach(() => {
    dataDir = mkdtempSync(path.join(os.tmpdir(), 'kentongan-redis-'))
  })

  afterEach(async () => {
    await redis?.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })

  it('asks for its password and keeps what it holds over a stop', async () => {
    const first = await start()
    await ask(first.url, (client) => client.set('kept', '7'))
    const stranger = new URL(first.url)
    stranger.password = ''
    await expect(ask(stranger.href, (client) => client.get('kept'))).rejects.toThrow(/NOAUTH/)
    await first.stop()
    await expect(ask(first.url, (client) => client.ping())).rejects.toThrow(/./)
    const again = await start()
    expect(await ask(again.url, (client) => client.get('kept'))).toBe('7')
  }, 30_000)

  it('is joined when it runs, and started anew after kill -9', async () => {
    const first = await start()
    expect((await startRedis(binary as string, dataDir)).url).toBe(first.url)
    const { process: mark } = JSON.parse(readFileSync(path.join(dataDir, 'redis', 'address.json'), 'utf8')) as { process: { pid: number } }
    process.kill(mark.pid, 'SIGKILL')
    while ((await ask(first.url, (client) => client.ping()).catch(() => 'gone')) !== 'gone') continue
    const again = await start()
    expect(await ask(again.url, (client) => client.ping())).toBe('PONG')
  }, 30_000)
})
