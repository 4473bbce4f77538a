import { Command, CommandRunner } from 'nest-commander'
import { dataDir } from '../data-dir'
import { launch } from '../launch/launch'
import { fail } from './exit'

@Command({ name: 'start', description: 'start everything: database, queue, virtual phones, api, worker' })
export class StartCommand extends CommandRunner {
  async run(): Promise<void> {
    try {
      const stop = await launch({ dataDir: dataDir(), env: process.env, say: (line) => console.log(line) })
      let stopping = false
      const end = (): void => {
        if (stopping) return
        stopping = true
        console.log('Berhenti ...')
        stop().then(
          () => process.exit(0),
          (error: unknown) => {
            fail(error)
            process.exit(1)
          },
        )
      }
      process.on('SIGINT', end)
      process.on('SIGTERM', end)
      await new Promise<never>(() => undefined)
    } catch (error) {
      fail(error)
      process.exit(1)
    }
  }
}
