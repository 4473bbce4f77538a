import { provision, type Tiers } from '#libs/platform'
import { dataDir } from './data-dir'
import { fail } from './commands/exit'

/** Runs a command against this installation's database and queue; what was started for it is stopped again. A failure is said and sets the exit code. */
export async function atInstallation(work: (tiers: Tiers) => Promise<void>): Promise<void> {
  try {
    const tiers = await provision({ dataDir: dataDir() })
    try {
      await work(tiers)
    } finally {
      await tiers.stop()
    }
  } catch (error) {
    fail(error)
  }
}
