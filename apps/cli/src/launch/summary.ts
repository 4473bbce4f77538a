import type { Tiers } from '#libs/platform'
import type { Address } from './address'
import type { Settings } from './settings'

const TIER_WORDS: Readonly<Record<Tiers['databaseTier'] | Tiers['queueTier'], string>> = {
  given: 'yang diberikan',
  postgres: 'PostgreSQL',
  redis: 'Redis',
  pglite: 'PGlite (tertanam)',
}

export interface Running {
  readonly dataDir: string
  readonly settings: Settings
  readonly address: Address
  readonly tiers: Tiers
  readonly accounts: readonly { readonly username: string }[]
  /** Of the accounts of the demonstration. */
  readonly password: string
}

/** What whoever started an installation needs to know of it. */
export function summaryOf({ dataDir, settings, address, tiers, accounts, password }: Running): string[] {
  return [
    '',
    `Kentongan berjalan di ${address.url}   mode: ${settings.mode === 'exercise' ? 'LATIHAN (exercise)' : 'NYATA (actual)'}`,
    `Basis data: ${TIER_WORDS[tiers.databaseTier]}   antrean: ${TIER_WORDS[tiers.queueTier]}   data: ${dataDir}`,
    `Umpan (feeds): ${feedsInWords(settings)}`,
    ...tiers.warnings,
    ...(accounts.length > 0 ? [`Akun demo (kata sandi ${password}): ${accounts.map((each) => each.username).join(', ')}`] : []),
    'Ctrl-C untuk berhenti. (Ctrl-C stops everything.)',
  ]
}

function feedsInWords({ feeds, feedsBase }: Settings): string {
  if (feeds === 'off') return 'mati; hidupkan dengan FEEDS=on (off)'
  return feedsBase === undefined ? 'hidup (on)' : `hidup, dari ${feedsBase} (on)`
}
