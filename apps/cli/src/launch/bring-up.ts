import path from 'node:path'
import { readablePassword } from '#libs/access'
import type { Tiers } from '#libs/platform'
import { loadRegionIfChanged, migrate, setMode } from '../prepare-database'
import { regionFolder } from '../region-folder'
import type { Address } from './address'
import type { Children } from './children'
import { seedDemoAccounts } from './demo-accounts'
import { virtualPhones } from './phones'
import { installationSecrets } from './secrets'
import type { Settings } from './settings'
import { summaryOf } from './summary'
import { waitFor } from './wait-for'

const APPS = path.resolve(__dirname, '../../..')

export interface BringUp {
  readonly dataDir: string
  readonly settings: Settings
  readonly address: Address
  readonly tiers: Tiers
  readonly children: Children
  readonly say: (line: string) => void
}

/** From a database and a queue to a running installation: schema, mode, region, accounts, processes. Says where it is reached. */
export async function bringUp({ dataDir, settings, address, tiers, children, say }: BringUp): Promise<void> {
  await migrate(tiers.databaseUrl)
  await setMode(tiers.databaseUrl, settings.mode)
  await loadRegionIfChanged(tiers.databaseUrl, regionFolder(settings.region))
  const secrets = installationSecrets(dataDir, readablePassword)
  const accounts = settings.mode === 'exercise' ? await seedDemoAccounts(tiers.databaseUrl, secrets.demoPassword) : []
  const phones = await virtualPhones(tiers, dataDir, secrets.sandboxKey, `${address.url}/hooks/sandbox`)
  const env = {
    DATABASE_URL: tiers.databaseUrl,
    REDIS_URL: tiers.redisUrl,
    KENTONGAN_MODE: settings.mode,
    KENTONGAN_REGION: settings.region,
    FEEDS: settings.feeds,
    FEEDS_BASE: settings.feedsBase,
    DATA_DIR: dataDir,
    HOST: address.host,
    PORT: String(address.port),
    SANDBOX_URL: phones.url,
    SANDBOX_KEY: secrets.sandboxKey,
  }
  const workers = Array.from({ length: settings.workers }, (_, n) => (n === 0 ? 'worker' : `worker-${n + 1}`))
  // On a small machine processes that come up together come up late together: the page is what somebody waits for.
  children.start({ name: 'api', script: path.join(APPS, 'api/src/main.js'), env })
  await waitFor(children, ['api'], () => answers(address))
  say(`Konsol terbuka di ${address.url}; pekerja menyusul ... (console is up, workers follow)`)
  children.start({ ...phones.process, script: path.join(APPS, 'sandbox/src/main.js') })
  for (const name of workers) children.start({ name, script: path.join(APPS, 'worker/src/main.js'), env, readyLine: '{"working"' })
  const others = [phones.process.name, ...workers]
  await waitFor(children, ['api', ...others], async () => others.every((name) => children.isReady(name)))
  for (const line of summaryOf({ dataDir, settings, address, tiers, accounts, password: secrets.demoPassword })) say(line)
}

async function answers({ url }: Address): Promise<boolean> {
  const response = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined) // not there yet
  return response?.ok ?? false
}
