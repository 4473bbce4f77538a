import { Command, CommandRunner, SubCommand } from 'nest-commander'
import { verifyAudit } from '#libs/access'
import { atInstallation } from '../at-installation'
import { withMigratedDatabase } from '../prepare-database'
import { CommandGroup } from './command-group'
import { fail } from './exit'

@SubCommand({ name: 'verify', description: 'walk the chain of audit rows; name the first that does not fit' })
export class AuditVerifyCommand extends CommandRunner {
  run(): Promise<void> {
    return atInstallation(async (tiers) => {
      const verdict = await withMigratedDatabase(tiers.databaseUrl, verifyAudit)
      if (verdict.ok) console.log(`${verdict.rows} audit rows, every one fits`)
      else fail(`audit row ${verdict.seq} is broken: ${verdict.why}`)
    })
  }
}

@Command({ name: 'audit', description: 'the record of decisions', subCommands: [AuditVerifyCommand] })
export class AuditCommand extends CommandGroup {}
