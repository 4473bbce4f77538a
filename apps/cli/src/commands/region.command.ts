import { Command, CommandRunner, SubCommand } from 'nest-commander'
import { atInstallation } from '../at-installation'
import { loadRegion, migrate, setMode } from '../prepare-database'
import { regionFolder } from '../region-folder'
import { readSettings } from '../launch/settings'
import { CommandGroup } from './command-group'

@SubCommand({ name: 'import', arguments: '<folder>', description: 'load a region package: all of it or nothing, again without effect' })
export class RegionImportCommand extends CommandRunner {
  run([folder = '']: string[]): Promise<void> {
    return atInstallation(async (tiers) => {
      const { mode } = readSettings(process.env)
      await migrate(tiers.databaseUrl)
      await setMode(tiers.databaseUrl, mode)
      console.log(JSON.stringify(await loadRegion(tiers.databaseUrl, regionFolder(folder)), null, 2))
    })
  }
}

@Command({ name: 'region', description: 'region packages', subCommands: [RegionImportCommand] })
export class RegionCommand extends CommandGroup {}
