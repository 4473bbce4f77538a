import { setTimeout as sleep } from 'node:timers/promises'
import type { Children } from './children'

const READY_MS = 60_000
const LOOK_EVERY_MS = 50
/** A process that falls this often while the installation comes up will not come up. */
const HOPELESS_FALLS = 3

/**
 * Waits until a question about processes is answered with yes.
 * @throws Error naming the process that keeps falling, or all of them when the time is over
 */
export async function waitFor(children: Children, names: readonly string[], isSo: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + READY_MS; Date.now() < deadline; await sleep(LOOK_EVERY_MS)) {
    const hopeless = names.find((name) => children.falls(name) >= HOPELESS_FALLS)
    if (hopeless) throw new Error(`${hopeless} tidak bisa berjalan (cannot run): lihat ${children.logOf(hopeless)}`)
    if (await isSo()) return
  }
  const logs = names.map((name) => children.logOf(name)).join(', ')
  throw new Error(`belum siap dalam ${READY_MS / 1_000} s (not ready): lihat ${logs}`)
}
