import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { isAlive, processMark, thisProcess } from './process-start'
import { readState } from './state-file'

/**
 * Which processes use what this data folder runs (database, queue): whoever goes last stops it.
 * Marks of killed processes are removed when met.
 */
export class InUse {
  private readonly folder: string

  constructor(dataDir: string) {
    this.folder = path.join(dataDir, 'in-use')
    mkdirSync(this.folder, { recursive: true })
  }

  /** @returns an end of use; it answers whether nobody else uses it */
  begin(): () => boolean {
    const own = path.join(this.folder, `${process.pid}-${Date.now()}-${Math.trunc(performance.now() * 1_000)}`)
    writeFileSync(own, JSON.stringify(thisProcess()))
    return () => {
      rmSync(own, { force: true })
      return !readdirSync(this.folder).some((name) => this.isUsed(path.join(this.folder, name)))
    }
  }

  private isUsed(file: string): boolean {
    const user = readState(file, processMark)
    if (user && isAlive(user)) return true
    rmSync(file, { force: true })
    return false
  }
}
