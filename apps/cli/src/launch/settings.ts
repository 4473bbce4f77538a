import { z } from 'zod'
import { type Config, ConfigInvalid, loadConfig } from '#libs/platform'

const launcher = z.object({ KENTONGAN_WORKERS: z.coerce.number().int().min(1).max(32).default(1) })

/** Stands in while the settings are checked: the database is looked for after that. */
const DATABASE_TO_BE_FOUND = 'postgres://localhost/to-be-found'

/** What the launcher itself needs to know. */
export interface Settings {
  readonly mode: Config['KENTONGAN_MODE']
  readonly region: string
  readonly workers: number
  readonly feeds: Config['FEEDS']
  readonly feedsBase?: string
}

/**
 * Checks everything that the processes of an installation will read, before any of them is started.
 * @throws ConfigInvalid naming each variable that is wrong
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const config = loadConfig({ ...env, DATABASE_URL: env['DATABASE_URL'] || DATABASE_TO_BE_FOUND })
  const own = launcher.safeParse({ KENTONGAN_WORKERS: env['KENTONGAN_WORKERS'] || undefined })
  if (!own.success) throw new ConfigInvalid(own.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`).join('\n'))
  return {
    mode: config.KENTONGAN_MODE,
    region: config.KENTONGAN_REGION,
    workers: own.data.KENTONGAN_WORKERS,
    feeds: config.FEEDS,
    feedsBase: config.FEEDS_BASE,
  }
}
