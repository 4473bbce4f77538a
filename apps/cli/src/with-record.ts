import type { DataSource } from 'typeorm'
import { Audit } from '#libs/access'
import { InstallationClock } from '#libs/platform'
import { withMigratedDatabase } from './prepare-database'

/** Who the record names for what is done at the command line: whoever can run commands on the machine. */
export const AT_THE_COMMAND_LINE = 'system:cli'

/** Works on an installation's database with its record of decisions, which carries the time of the installation's clock. */
export const withRecord = <T>(url: string, work: (db: DataSource, audit: Audit) => Promise<T>): Promise<T> =>
  withMigratedDatabase(url, async (db) => {
    const clock = new InstallationClock(db)
    await clock.onModuleInit()
    try {
      return await work(db, new Audit(clock))
    } finally {
      clock.onModuleDestroy()
    }
  })
