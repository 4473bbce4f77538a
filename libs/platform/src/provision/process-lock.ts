import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { codeOf } from '../errors'
import { isAlive, processMark, thisProcess } from './process-start'
import { parseState, readIfThere, readState } from './state-file'

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
  const holder = readState(file, processMark)
  return holder && isAlive(holder) ? holder.pid : undefined
}

function linked(own: string, file: string): boolean {
  try {
    linkSync(own, file)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

function putAsideIfDead(file: string): void {
  const content = readIfThere(file)
  if (content === undefined) return
  const holder = parseState(content, processMark)
  if (holder && isAlive(holder)) throw new LockHeld(file, holder.pid)
  const aside = `${file}.stale.${process.pid}`
  try {
    renameSync(file, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return // somebody else put it aside
    throw error
  }
  // Between the look and the rename somebody may have taken the lock anew: then it is theirs.
  if (readFileSync(aside, 'utf8') !== content) linked(aside, file)
  rmSync(aside, { force: true })
}
