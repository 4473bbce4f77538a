import { Command, CommandRunner, Option } from 'nest-commander'
import { dataDir } from '../data-dir'
import { launch } from '../launch/launch'
import { fail } from './exit'

const ENDING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

interface Flags {
  feedsBase?: string
}

@Command({ name: 'start', description: 'start everything: database, queue, virtual phones, api, worker' })
export class StartCommand extends CommandRunner {
  async run(_: string[], flags: Flags): Promise<void> {
    const ending = new AbortController()
    for (const signal of ENDING_SIGNALS) {
      process.on(signal, () => {
        if (!ending.signal.aborted) console.log('Berhenti ... (stopping)')
        ending.abort()
      })
    }
    try {
      const stop = await launch({
        dataDir: dataDir(),
        env: { ...process.env, ...(flags.feedsBase !== undefined && { FEEDS_BASE: flags.feedsBase }) },
        say: (line) => console.log(line),
        signal: ending.signal,
      })
      await new Promise<void>((resolve) =>
        ending.signal.aborted ? resolve() : ending.signal.addEventListener('abort', () => resolve(), { once: true }),
      )
      await stop()
      process.exit(0)
    } catch (error) {
      fail(error)
      process.exit(1)
    }
  }

  @Option({ flags: '--feeds-base <url>', description: 'ask every polled source at this origin instead of its own; turns the feeds on' })
  parseFeedsBase(value: string): string {
    return value
  }
}
