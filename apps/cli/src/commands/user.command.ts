import { Command, CommandRunner, Option, SubCommand } from 'nest-commander'
import { disableAccount, readablePassword, type Role, ROLES, saveAccount } from '#libs/access'
import { atInstallation } from '../at-installation'
import { withDatabase } from '../prepare-database'
import { fail } from './exit'

interface Flags {
  role?: Role
  name?: string
  village?: string
}

@SubCommand({
  name: 'add',
  arguments: '<username>',
  description: 'create an account, or give one a new password; the password is printed once',
})
export class UserAddCommand extends CommandRunner {
  run([username = '']: string[], flags: Flags): Promise<void> {
    return atInstallation(async (tiers) => {
      const password = readablePassword()
      const account = { username, fullName: flags.name ?? username, role: flags.role ?? 'viewer', password, areaCode: flags.village }
      await withDatabase(tiers.databaseUrl, (db) => saveAccount(db, account))
      console.log(`${username} (${account.role}): ${password}`)
    })
  }

  @Option({ flags: '--role <role>', description: ROLES.join(', ') })
  parseRole(value: string): Role {
    const role = ROLES.find((known) => known === value)
    if (!role) throw new Error(`--role: one of ${ROLES.join(', ')}, not ${value}`)
    return role
  }

  @Option({ flags: '--name <name>', description: 'full name' })
  parseName(value: string): string {
    return value
  }

  @Option({ flags: '--village <code>', description: 'village of a kades account' })
  parseVillage(value: string): string {
    return value
  }
}

@SubCommand({ name: 'disable', arguments: '<username>', description: 'end the access of an account at once' })
export class UserDisableCommand extends CommandRunner {
  run([username = '']: string[]): Promise<void> {
    return atInstallation(async (tiers) => {
      const found = await withDatabase(tiers.databaseUrl, (db) => disableAccount(db, username))
      if (found) console.log(`${username} has no access any more`)
      else fail(`there is no account named ${username}`)
    })
  }
}

@Command({ name: 'user', description: 'accounts', subCommands: [UserAddCommand, UserDisableCommand] })
export class UserCommand extends CommandRunner {
  async run(): Promise<void> {
    this.command.help()
  }
}
