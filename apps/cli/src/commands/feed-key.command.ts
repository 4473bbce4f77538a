import { CommandRunner, Option, SubCommand } from 'nest-commander'
import { FeedKeys } from '#libs/feed'
import { atInstallation } from '../at-installation'
import { AT_THE_COMMAND_LINE, withRecord } from '../with-record'
import { CommandGroup } from './command-group'

/** The keys of this installation, with its record of decisions. */
const withKeys = (work: (keys: FeedKeys) => Promise<void>): Promise<void> =>
  atInstallation((tiers) => withRecord(tiers.databaseUrl, (db, audit) => work(new FeedKeys(db, audit))))

interface Flags {
  name?: string
  stations?: string[]
  perMinute?: number
  signing?: boolean
}

@SubCommand({ name: 'create', arguments: '<source>', description: 'make a key for a system that pushes; its secrets are printed once' })
export class FeedKeyCreateCommand extends CommandRunner {
  run([source = '']: string[], { name, stations, perMinute, signing }: Flags): Promise<void> {
    return withKeys(async (keys) => {
      const wanted = {
        name: name ?? source,
        source,
        ...(stations && { stationIds: stations }),
        ...(perMinute && { requestsPerMinute: perMinute }),
      }
      const { id, key, signingKey } = await keys.create({ ...wanted, ...(signing && { signing }) }, AT_THE_COMMAND_LINE)
      console.log(`POST /hooks/feeds/${source}\nAuthorization: Bearer ${key}`)
      if (signingKey !== undefined) console.log(`\nPOST /hooks/feeds/${source}?key=${id}\nsigning key of the gateway: ${signingKey}`)
    })
  }

  @Option({ flags: '--name <name>', description: 'who holds it' })
  parseName(value: string): string {
    const name = value.trim()
    if (name === '' || name.length > 80) throw new Error('--name: 1 to 80 characters')
    return name
  }

  @Option({ flags: '--stations <ids>', description: 'the only stations it speaks of, separated by commas' })
  parseStations(value: string): string[] {
    return value.split(',').map((id) => id.trim())
  }

  @Option({ flags: '--per-minute <requests>', description: 'most requests a minute' })
  parsePerMinute(value: string): number {
    const requests = Number(value)
    if (!Number.isInteger(requests) || requests < 1 || requests > 6_000) throw new Error(`--per-minute: 1 to 6000, not ${value}`)
    return requests
  }

  @Option({ flags: '--signing', description: 'also a key for the Android gateway to sign with' })
  parseSigning(): boolean {
    return true
  }
}

@SubCommand({ name: 'list', description: 'who holds which key; never its secret' })
export class FeedKeyListCommand extends CommandRunner {
  run(): Promise<void> {
    return withKeys(async (keys) => {
      for (const { id, name, source, stationIds, createdAt, lastUsedAt, revokedAt } of await keys.list()) {
        const used = lastUsedAt ? `last used ${lastUsedAt.toISOString()}` : 'never used'
        const state = revokedAt ? `revoked ${revokedAt.toISOString()}` : used
        console.log([id, source, name, stationIds?.join(',') ?? 'all stations', `made ${createdAt.toISOString()}`, state].join('\t'))
      }
    })
  }
}

@SubCommand({ name: 'revoke', arguments: '<id>', description: 'end a key at once' })
export class FeedKeyRevokeCommand extends CommandRunner {
  run([id = '']: string[]): Promise<void> {
    return withKeys(async (keys) => {
      await keys.revoke(id, AT_THE_COMMAND_LINE)
      console.log(`${id} opens nothing any more`)
    })
  }
}

@SubCommand({
  name: 'key',
  description: 'keys of systems that push readings',
  subCommands: [FeedKeyCreateCommand, FeedKeyListCommand, FeedKeyRevokeCommand],
})
export class FeedKeyCommand extends CommandGroup {}
