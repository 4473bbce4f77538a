import { provision } from '#libs/platform'
import { findAddress } from './address'
import { bringUp } from './bring-up'
import { Children } from './children'
import { lockInstance } from './instance-lock'
import { readSettings } from './settings'

const RELEASE_MS = 5_000

export interface LaunchOptions {
  readonly dataDir: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly say: (line: string) => void
  /** Gives up coming up; what was started is stopped. */
  readonly signal: AbortSignal
}

/** Brings an installation up from nothing and answers how to take it down again. */
export async function launch(options: LaunchOptions): Promise<() => Promise<void>> {
  const settings = readSettings(options.env)
  const release = lockInstance(options.dataDir)
  const children = new Children(options.dataDir, options.say)
  const undo: (() => Promise<void>)[] = [async () => release()]
  const stop = async (): Promise<void> => {
    for (const step of undo.toReversed()) await step()
  }
  try {
    const orphans = await children.endOrphans()
    const address = await findAddress(options.env, orphans > 0 ? RELEASE_MS : 0)
    const tiers = await provision(options)
    undo.push(
      () => tiers.stop(),
      () => children.stop(),
    )
    await Promise.race([bringUp({ ...options, settings, address, tiers, children }), aborted(options.signal)])
    return stop
  } catch (error) {
    await stop()
    throw error
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = (): void => reject(new Error('dihentikan sebelum selesai (stopped before it was up)'))
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
}
