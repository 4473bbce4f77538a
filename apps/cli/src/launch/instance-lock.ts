import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'

export class AlreadyRunning extends Error {
  constructor(pid: number, file: string) {
    super(`Kentongan sudah berjalan (proses ${pid}). Hentikan dulu, atau pakai DATA_DIR lain. (Already running as process ${pid}; lock: ${file})`)
  }
}

interface Holder {
  readonly pid: number
  /** When the process started, in the kernel's ticks: tells it from a later process with the same number. Undefined where /proc is absent. */
  readonly startedAt?: string
}

/** When a process started; undefined when there is no such process (or no /proc to ask). */
export function processStart(pid: number): string | undefined {
  const file = `/proc/${pid}/stat`
  if (!existsSync(file)) return undefined
  const stat = readFileSync(file, 'utf8')
  // The name may hold blanks and parentheses; what follows the last one is plain. A zombie runs no more.
  const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return state === 'Z' ? undefined : rest[18]
}

const isAlive = ({ pid, startedAt }: Holder): boolean => {
  if (existsSync('/proc/self/stat')) return processStart(pid) !== undefined && processStart(pid) === startedAt
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM'
  }
}

/**
 * Holds a data folder for this process. A lock left behind by a killed one is taken over.
 * @returns lets go of the folder
 * @throws AlreadyRunning naming the process that holds it
 */
export function lockInstance(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true, mode: 0o755 })
  const file = path.join(dataDir, 'instance.lock')
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const descriptor = openSync(file, 'wx', 0o644)
      writeSync(descriptor, JSON.stringify({ pid: process.pid, startedAt: processStart(process.pid) }))
      closeSync(descriptor)
      return () => rmSync(file, { force: true })
    } catch (error) {
      if ((error as { code?: string }).code !== 'EEXIST') throw error
      const holder = readHolder(file)
      if (holder && isAlive(holder)) throw new AlreadyRunning(holder.pid, file)
      rmSync(file, { force: true })
    }
  }
  throw new AlreadyRunning(0, file)
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder
  } catch {
    return undefined // torn by a kill while it was written: nobody holds it
  }
}
