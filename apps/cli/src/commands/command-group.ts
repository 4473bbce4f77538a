import { CommandRunner } from 'nest-commander'

/** A word that only holds commands: alone it prints what it holds, a word it does not hold is refused. */
export abstract class CommandGroup extends CommandRunner {
  async run([unknown]: string[]): Promise<void> {
    if (unknown === undefined) this.command.help()
    this.command.error(`error: unknown command '${unknown}'; see kentongan ${this.command.name()} --help`)
  }
}
