import { Command, CommandRunner } from 'nest-commander'
import { atInstallation } from '../at-installation'
import { migrate } from '../prepare-database'

@Command({ name: 'migrate', description: 'bring the database to the present schema' })
export class MigrateCommand extends CommandRunner {
  run(): Promise<void> {
    return atInstallation(async ({ databaseUrl }) => {
      const ran = await migrate(databaseUrl)
      console.log(ran.length === 0 ? 'the schema is up to date' : ran.join('\n'))
    })
  }
}
