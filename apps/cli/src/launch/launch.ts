import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readablePassword } from '#libs/access'
import { provision, type Tiers } from '#libs/platform'
import { loadRegion, migrate, setMode } from '../prepare-database'
import { regionFolder } from '../region-folder'
import { Children } from './children'
import { seedDemoAccounts } from './demo-accounts'
import { lockInstance } from './instance-lock'
import { installationSecrets } from './secrets'

const APPS = path.resolve(__dirname, '../../..')
const READY_MS = 60_000

const TIER_WORDS: Readonly<Record<Tiers['databaseTier'] | Tiers['queueTier'], string>> = {
  given: 'yang diberikan',
  postgres: 'PostgreSQL',
  redis: 'Redis',
  pglite: 'PGlite (tertanam)',
}

export interface LaunchOptions {
  readonly dataDir: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly say: (line: string) => void
}

export class PortTaken extends Error {
  constructor(port: string) {
    super(`port ${port} dipakai program lain: pilih yang lain dengan PORT=... (port ${port} is taken; choose another with PORT)`)
  }
}

/** Brings an installation up from nothing and answers how to take it down again. */
export async function launch({ dataDir, env, say }: LaunchOptions): Promise<() => Promise<void>> {
  const release = lockInstance(dataDir)
  const children = new Children(dataDir, say)
  children.endOrphans()
  const tiers = await provision({ dataDir, env })
  const stop = async (): Promise<void> => {
    await children.stop()
    await tiers.stop()
    release()
  }
  try {
    await bringUp({ dataDir, env, say }, tiers, children)
    return stop
  } catch (error) {
    await stop()
    throw error
  }
}

async function bringUp({ dataDir, env, say }: LaunchOptions, tiers: Tiers, children: Children): Promise<void> {
  const mode = env['KENTONGAN_MODE'] === 'actual' ? 'actual' : 'exercise'
  const region = env['KENTONGAN_REGION'] ?? 'jakarta-ciliwung'
  await migrate(tiers.databaseUrl)
  await setMode(tiers.databaseUrl, mode)
  await loadRegion(tiers.databaseUrl, regionFolder(region))
  const secrets = installationSecrets(dataDir, readablePassword)
  const accounts = mode === 'exercise' ? await seedDemoAccounts(tiers.databaseUrl, secrets.demoPassword) : []
  const host = env['HOST'] ?? '127.0.0.1'
  const port = env['PORT'] ?? '8080'
  const address = `http://${host}:${port}`
  if (await isAnswering(address)) throw new PortTaken(port)
  const phonesPort = await startPhones(children, tiers, secrets.sandboxKey, `${address}/hooks/sandbox`)
  const common = {
    DATABASE_URL: tiers.databaseUrl,
    REDIS_URL: tiers.redisUrl,
    KENTONGAN_MODE: mode,
    KENTONGAN_REGION: region,
    DATA_DIR: dataDir,
    HOST: host,
    PORT: port,
    SANDBOX_URL: `http://127.0.0.1:${phonesPort}`,
    SANDBOX_KEY: secrets.sandboxKey,
  }
  children.start({ name: 'api', script: path.join(APPS, 'api/src/main.js'), env: common })
  children.start({ name: 'worker', script: path.join(APPS, 'worker/src/main.js'), env: common })
  await waitUntilReady(address, dataDir)
  say('')
  say(`Kentongan berjalan di ${address}   mode: ${mode === 'exercise' ? 'LATIHAN (exercise)' : 'NYATA (actual)'}`)
  say(`Basis data: ${TIER_WORDS[tiers.databaseTier]}   antrean: ${TIER_WORDS[tiers.queueTier]}   data: ${dataDir}`)
  if (accounts.length > 0) say(`Akun demo (kata sandi ${secrets.demoPassword}): ${accounts.map((each) => each.username).join(', ')}`)
  say('Ctrl-C untuk berhenti.')
}

/** The virtual phones, with a store of their own beside the installation's database. */
function startPhones(children: Children, tiers: Tiers, key: string, hookUrl: string): Promise<number> {
  const store = new URL(tiers.databaseUrl)
  store.pathname = `${store.pathname}_phones`
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('telepon maya tidak mulai (the virtual phones did not start): lihat logs/sandbox.log')), READY_MS)
    let known: number | undefined
    children.start(
      {
        name: 'sandbox',
        script: path.join(APPS, 'sandbox/src/main.js'),
        env: {
          SANDBOX_KEY: key,
          SANDBOX_STORE: store.href,
          SANDBOX_HOOK_URL: hookUrl,
          get SANDBOX_PORT() {
            return String(known ?? 0) // after a fall it comes back where the others look for it
          },
        },
      },
      (line) => {
        if (!line.startsWith('{"listening"')) return
        clearTimeout(late)
        known = (JSON.parse(line) as { listening: number }).listening
        resolve(known)
      },
    )
  })
}

async function isAnswering(address: string): Promise<boolean> {
  try {
    await fetch(address, { signal: AbortSignal.timeout(1_000) })
    return true
  } catch {
    return false // nobody listens there: the port is free
  }
}

async function waitUntilReady(address: string, dataDir: string): Promise<void> {
  const deadline = Date.now() + READY_MS
  while (Date.now() < deadline) {
    const response = await fetch(`${address}/api/health`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined)
    if (response?.ok) return
    await sleep(150)
  }
  throw new Error(`api tidak menjawab dalam ${READY_MS / 1_000} s (no answer): lihat ${path.join(dataDir, 'logs/api.log')}`)
}
