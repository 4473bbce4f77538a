import { readFile } from 'node:fs/promises'
import { Command, CommandRunner, Option, SubCommand } from 'nest-commander'
import { parseFile, reparse } from '#libs/feed'
import { atInstallation } from '../at-installation'
import { withMigratedDatabase } from '../prepare-database'
import { CommandGroup } from './command-group'
import { fail } from './exit'
import { FeedKeyCommand } from './feed-key.command'

@SubCommand({
  name: 'parse',
  arguments: '<source> <file>',
  description: 'parse a payload: readings and bulletins as JSON lines, rejects on standard error',
})
export class FeedParseCommand extends CommandRunner {
  async run([source = '', file = '']: string[]): Promise<void> {
    try {
      const { lines, rejects } = parseFile(source, await readFile(file))
      for (const { item, field, reason } of rejects) console.error([file, item, field, reason].filter(Boolean).join(': '))
      process.stdout.write(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
    } catch (error) {
      fail(error)
    }
  }
}

const MOST_TOLD = 50

@SubCommand({
  name: 'reparse',
  description: 'read the whole archive again and compare with the stored readings; nothing is changed; exit 1 when they differ',
})
export class FeedReparseCommand extends CommandRunner {
  run(_: string[], flags: { json?: boolean }): Promise<void> {
    return atInstallation(async ({ databaseUrl }) => {
      const isTerminal = process.stderr.isTTY
      const report = await withMigratedDatabase(databaseUrl, (db) =>
        reparse(db, (done, all) => void (isTerminal && process.stderr.write(`\r${done}/${all} payloads`))),
      )
      if (isTerminal) process.stderr.write('\n')
      const { differences, ...counts } = report
      if (flags.json) console.log(JSON.stringify(report, null, 2))
      else {
        console.log(
          `${counts.payloads} payloads (${counts.purged} no longer kept, ${counts.unusable} unusable): ${counts.readings} readings, ${differences.length} differ`,
        )
        for (const each of differences.slice(0, MOST_TOLD))
          console.log(
            `${each.what}: ${each.stationId} ${each.parameter} ${each.observedAt.toISOString()} (${each.source}): ${each.stored ?? '-'} -> ${each.rebuilt ?? '-'}`,
          )
        if (differences.length > MOST_TOLD) console.log(`and ${differences.length - MOST_TOLD} more: see --json`)
      }
      if (differences.length > 0 || !counts.sameOrder) fail('the archive does not give the readings that are stored')
    })
  }

  @Option({ flags: '--json', description: 'machine-readable result' })
  parseJson(): boolean {
    return true
  }
}

@Command({ name: 'feed', description: 'sources', subCommands: [FeedParseCommand, FeedReparseCommand, FeedKeyCommand] })
export class FeedCommand extends CommandGroup {}
