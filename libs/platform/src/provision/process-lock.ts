import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive, type ProcessMark, thisProcess } from './process-start'

/** A lock that another living process holds. */
export class LockHeld extends Error {
  constructor(
    readonly file: string,
    readonly pid: number,
  ) {
    super(`${file} is held by process ${pid}`)
  }
}

const RETRY_MS = 100

/**
 * Takes a lock file for this process. One left behind by a killed process is taken over, also when its number has been given to another.
 * @returns lets go of the lock
 * @throws LockHeld naming the process that holds it
 */
export function takeLock(file: string): () => void {
  // Written aside and linked into place: a lock is there with its content or not at all.
  const own = `${file}.${process.pid}`
  writeFileSync(own, JSON.stringify(thisProcess()), { mode: 0o644 })
  try {
    while (!linked(own, file)) putAsideIfDead(file)
    return () => rmSync(file, { force: true })
  } finally {
    rmSync(own, { force: true })
  }
}

/** Runs `work` while no other process holds the lock; waits for its turn. */
export async function underLock<T>(file: string, waitMs: number, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + waitMs
  for (;;) {
    let release: () => void
    try {
      release = takeLock(file)
    } catch (error) {
      if (!(error instanceof LockHeld) || Date.now() > deadline) throw error
      await sleep(RETRY_MS)
      continue
    }
    try {
      return await work()
    } finally {
      release()
    }
  }
}

/** The living process that holds a lock, if any. */
export function holderOf(file: string): number | undefined {
  const holder = parse(readIfThere(file) ?? '')
  return holder && isAlive(holder) ? holder.pid : undefined
}

function linked(own: string, file: string): boolean {
  try {
    linkSync(own, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function putAsideIfDead(file: string): void {
  const content = readIfThere(file)
  if (content === undefined) return
  const holder = parse(content)
  if (holder && isAlive(holder)) throw new LockHeld(file, holder.pid)
  const aside = `${file}.stale.${process.pid}`
  try {
    renameSync(file, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return // somebody else put it aside
    throw error
  }
  // Between the look and the rename somebody may have taken the lock anew: then it is theirs.
  if (readFileSync(aside, 'utf8') !== content) linked(aside, file)
  rmSync(aside, { force: true })
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function parse(content: string): ProcessMark | undefined {
  try {
    const value = JSON.parse(content) as Partial<ProcessMark> | null
    return typeof value?.pid === 'number' ? { pid: value.pid, startedAt: value.startedAt } : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined // torn or not ours: nobody holds it
    throw error
  }
}
