import { Command, CommandRunner, Option, SubCommand } from 'nest-commander'
import { disableAccount, readablePassword, type Role, ROLES, saveAccount } from '#libs/access'
import { areasByCode } from '#libs/area'
import { sql } from '#libs/platform'
import { atInstallation } from '../at-installation'
import { AT_THE_COMMAND_LINE, withRecord } from '../with-record'
import { CommandGroup } from './command-group'
import { fail } from './exit'

interface Flags {
  role?: Role
  name?: string
  village?: string
}

const USERNAME = /^[a-z0-9][a-z0-9._-]{0,63}$/i

class AccountWrong extends Error {}

@SubCommand({
  name: 'add',
  arguments: '<username>',
  description: 'create an account, or give one a new password; the password is printed once',
})
export class UserAddCommand extends CommandRunner {
  async run([username = '']: string[], { role = 'viewer', name, village }: Flags): Promise<void> {
    if (!USERNAME.test(username)) return fail(`username: letters, digits, dots, hyphens and underscores, not ${username}`)
    if (role === 'kades' && village === undefined) return fail('--village: a kades account needs the code of its village')
    return atInstallation(async (tiers) => {
      const password = readablePassword()
      const account = { username, fullName: name ?? username, role, password, areaCode: village }
      await withRecord(tiers.databaseUrl, async (db, audit) => {
        if (village !== undefined && (await areasByCode(db, [village])).get(village)?.level !== 'village')
          throw new AccountWrong(`--village: there is no village ${village} in this region`)
        await db.transaction(async (tx) => {
          const id = await saveAccount(tx, account)
          await audit.record(tx, { actor: AT_THE_COMMAND_LINE, action: 'account.saved', subject: `user:${id}`, detail: { role } })
        })
      })
      console.log(`${username} (${role}): ${password}`)
    })
  }

  @Option({ flags: '--role <role>', description: ROLES.join(', ') })
  parseRole(value: string): Role {
    const role = ROLES.find((known) => known === value)
    if (!role) throw new AccountWrong(`--role: one of ${ROLES.join(', ')}, not ${value}`)
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
      const found = await withRecord(tiers.databaseUrl, (db, audit) =>
        db.transaction(async (tx) => {
          const [account] = await sql<{ id: string }>(tx, `select id from app_user where username = lower($1)`, [username])
          if (!account || !(await disableAccount(tx, username))) return false
          await audit.record(tx, { actor: AT_THE_COMMAND_LINE, action: 'account.disabled', subject: `user:${account.id}` })
          return true
        }),
      )
      if (found) console.log(`${username} has no access any more`)
      else fail(`there is no account named ${username}`)
    })
  }
}

@Command({ name: 'user', description: 'accounts', subCommands: [UserAddCommand, UserDisableCommand] })
export class UserCommand extends CommandGroup {}
