import { open, rename, rm } from 'node:fs/promises'
import type { BacktestReport } from './report'

/** Writes the whole report or nothing: a reader never meets half of one, and an older one stays until the new one is on disk. */
export async function writeReport(file: string, report: BacktestReport): Promise<void> {
  const part = `${file}.${process.pid}.part`
  try {
    const handle = await open(part, 'w')
    try {
      await handle.writeFile(`${JSON.stringify(report, null, 2)}\n`)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(part, file)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}
