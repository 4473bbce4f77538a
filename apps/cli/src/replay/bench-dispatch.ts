import { randomBytes } from 'node:crypto'
import { benchDispatch } from '#libs/delivery'
import { migrate, setMode, withDatabase } from '../prepare-database'
import { createOwnDatabase } from './own-database'
import { startProvider } from './provider-process'

/** The dispatch benchmark against a provider process of its own; its callbacks fall due after the measurement and go nowhere. */
export async function benchDispatchInOwnDatabase(databaseUrl: string) {
  const own = await createOwnDatabase(databaseUrl, 'bench')
  const phones = await createOwnDatabase(databaseUrl, 'phones')
  const key = randomBytes(16).toString('hex')
  const provider = await startProvider({ key, store: phones.url, hookUrl: 'http://127.0.0.1:9/', clock: 'manual' })
  try {
    await migrate(own.url)
    await setMode(own.url, 'exercise')
    const result = await withDatabase(own.url, (db) => benchDispatch({ db, provider }), 8)
    return {
      name: `dispatch ${result.deliveries} deliveries, one worker`,
      figure: Math.round(result.perSecond),
      unit: 'deliveries/s',
      limit: Math.round(result.limitPerSecond),
      ratio: result.ratio,
    }
  } finally {
    await provider.stop()
    await own.drop()
    await phones.drop()
  }
}
