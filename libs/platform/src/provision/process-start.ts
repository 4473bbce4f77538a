import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { codeOf } from '../errors'

const BOOT = '/proc/sys/kernel/random/boot_id'

/**
 * When a process started: tells it from a later process with the same number, also after the machine itself started anew.
 * Undefined when there is no such process, when it has ended and nobody has collected it, or when there is no /proc to ask.
 */
export function processStart(pid: number): string | undefined {
  const stat = readOrNothing(`/proc/${pid}/stat`)
  if (stat === undefined) return undefined
  // The name may hold blanks and parentheses; what follows the last one is plain. A zombie runs no more.
  const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return state === 'Z' || rest[18] === undefined ? undefined : `${readOrNothing(BOOT)?.slice(0, 8) ?? ''}.${rest[18]}`
}

/** One process among all that ever ran on this machine. `startedAt` is undefined where there is no /proc. */
export const processMark = z.object({ pid: z.int().positive(), startedAt: z.string().optional() })
export type ProcessMark = Readonly<z.infer<typeof processMark>>

export const thisProcess = (): ProcessMark => ({ pid: process.pid, startedAt: processStart(process.pid) })

export function isAlive({ pid, startedAt }: ProcessMark): boolean {
  if (existsSync('/proc/self/stat')) return startedAt !== undefined && processStart(pid) === startedAt
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

function readOrNothing(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    // ENOENT: no such process; ESRCH: it ended while it was read
    if (['ENOENT', 'ESRCH'].includes(codeOf(error) ?? '')) return undefined
    throw error
  }
}
