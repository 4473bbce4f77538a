import { readFile } from 'node:fs/promises'
import { Command, CommandRunner, SubCommand } from 'nest-commander'
import { parseFile } from '#libs/feed'
import { fail } from './exit'

@SubCommand({
  name: 'parse',
  arguments: '<source> <file>',
  description: 'parse a payload: readings as JSON lines, rejects on standard error',
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

@Command({ name: 'feed', description: 'sources', subCommands: [FeedParseCommand] })
export class FeedCommand extends CommandRunner {
  async run(): Promise<void> {
    this.command.help()
  }
}
