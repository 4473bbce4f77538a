import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const made: string[] = []

afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A folder of a test's own, gone when its file of tests has ended. */
export function tempFolder(name: string): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), `${name}-`))
  made.push(folder)
  return folder
}
