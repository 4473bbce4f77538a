import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { LockHeld, takeLock } from '#libs/platform'

export class AlreadyRunning extends Error {
  constructor({ pid, file }: LockHeld) {
    super(
      `Kentongan sudah berjalan (proses ${pid}). Hentikan dulu dengan Ctrl-C di jendelanya atau "kill ${pid}", atau pakai DATA_DIR lain. ` +
        `(Already running as process ${pid}; lock: ${file})`,
    )
  }
}

/**
 * Holds a data folder for this process. A lock left behind by a killed one is taken over.
 * @returns lets go of the folder
 * @throws AlreadyRunning naming the process that holds it
 */
export function lockInstance(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true, mode: 0o755 })
  try {
    return takeLock(path.join(dataDir, 'instance.lock'))
  } catch (error) {
    throw error instanceof LockHeld ? new AlreadyRunning(error) : error
  }
}
