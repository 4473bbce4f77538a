import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

/**
 * Stands for all that a package holds: the place and the contents of each of its files, and the build that reads them.
 * @returns undefined when there is no such folder
 */
export function fingerprintOf(folder: string, build: string): string | undefined {
  if (!existsSync(folder)) return undefined
  const hash = createHash('sha256').update(build)
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()) {
    const file = path.join(folder, name)
    if (!statSync(file).isFile()) continue
    const content = readFileSync(file)
    // Lengths keep the end of one file from passing for the beginning of the next.
    hash.update(`\0${name.replaceAll(path.sep, '/')}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}
