import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readablePassword } from '#libs/access'
import { provision, type Tiers } from '#libs/platform'
import { loadRegion, migrate, setMode } from '../prepare-database'
import { regionFolder } from '../region-folder'
import { type Address, findAddress } from './address'
import { Children } from './children'
import { seedDemoAccounts } from './demo-accounts'
import { lockInstance } from './instance-lock'
import { virtualPhones } from './phones'
import { installationSecrets } from './secrets'
import { type Settings, readSettings } from './settings'

const APPS = path.resolve(__dirname, '../../..')
const READY_MS = 60_000
const RELEASE_MS = 5_000
/** A process that falls this often while the installation comes up will not come up. */
const HOPELESS_FALLS = 3

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
  /** Gives up coming up; what was started is stopped. */
  readonly signal: AbortSignal
}

/** Brings an installation up from nothing and answers how to take it down again. */
export async function launch(options: LaunchOptions): Promise<() => Promise<void>> {
  const settings = readSettings(options.env)
  const release = lockInstance(options.dataDir)
  const children = new Children(options.dataDir, options.say)
  const undo: (() => Promise<void>)[] = [async () => release()]
  const stop = async (): Promise<void> => {
    for (const step of undo.toReversed()) await step()
  }
  try {
    const orphans = await children.endOrphans()
    const address = await findAddress(options.env, orphans > 0 ? RELEASE_MS : 0)
    const tiers = await provision(options)
    undo.push(
      () => tiers.stop(),
      () => children.stop(),
    )
    await Promise.race([bringUp(options, settings, address, tiers, children), aborted(options.signal)])
    return stop
  } catch (error) {
    await stop()
    throw error
  }
}

async function bringUp(
  { dataDir, say }: LaunchOptions,
  settings: Settings,
  address: Address,
  tiers: Tiers,
  children: Children,
): Promise<void> {
  await migrate(tiers.databaseUrl)
  await setMode(tiers.databaseUrl, settings.mode)
  await loadRegion(tiers.databaseUrl, regionFolder(settings.region))
  const secrets = installationSecrets(dataDir, readablePassword)
  const accounts = settings.mode === 'exercise' ? await seedDemoAccounts(tiers.databaseUrl, secrets.demoPassword) : []
  const phones = await virtualPhones(tiers, dataDir, secrets.sandboxKey, `${address.url}/hooks/sandbox`)
  const env = {
    DATABASE_URL: tiers.databaseUrl,
    REDIS_URL: tiers.redisUrl,
    KENTONGAN_MODE: settings.mode,
    KENTONGAN_REGION: settings.region,
    DATA_DIR: dataDir,
    HOST: address.host,
    PORT: String(address.port),
    SANDBOX_URL: phones.url,
    SANDBOX_KEY: secrets.sandboxKey,
  }
  const workers = Array.from({ length: settings.workers }, (_, n) => (n === 0 ? 'worker' : `worker-${n + 1}`))
  children.start({ ...phones.process, script: path.join(APPS, 'sandbox/src/main.js') })
  children.start({ name: 'api', script: path.join(APPS, 'api/src/main.js'), env })
  for (const name of workers) children.start({ name, script: path.join(APPS, 'worker/src/main.js'), env })
  await waitUntilReady(address, children, ['sandbox', 'api', ...workers])
  say('')
  say(`Kentongan berjalan di ${address.url}   mode: ${settings.mode === 'exercise' ? 'LATIHAN (exercise)' : 'NYATA (actual)'}`)
  say(`Basis data: ${TIER_WORDS[tiers.databaseTier]}   antrean: ${TIER_WORDS[tiers.queueTier]}   data: ${dataDir}`)
  for (const warning of tiers.warnings) say(warning)
  if (accounts.length > 0) say(`Akun demo (kata sandi ${secrets.demoPassword}): ${accounts.map((each) => each.username).join(', ')}`)
  say('Ctrl-C untuk berhenti. (Ctrl-C stops everything.)')
}

async function waitUntilReady({ url }: Address, children: Children, names: readonly string[]): Promise<void> {
  for (const deadline = Date.now() + READY_MS; Date.now() < deadline; await sleep(100)) {
    const hopeless = names.find((name) => children.falls(name) >= HOPELESS_FALLS)
    if (hopeless) throw new Error(`${hopeless} tidak bisa berjalan (cannot run): lihat ${children.logOf(hopeless)}`)
    const response = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined) // not there yet
    if (response?.ok) return
  }
  throw new Error(`api tidak menjawab dalam ${READY_MS / 1_000} s (no answer): lihat ${children.logOf('api')}`)
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = (): void => reject(new Error('dihentikan sebelum selesai (stopped before it was up)'))
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
}
