import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from './root'

/** Left by the build beside what it made (bin/lib.mjs): a hash of every source. */
const MARK = path.join(ROOT, 'dist', '.build-hash')

/** Which build this is; undefined when nobody said. */
export const thisBuild = (): string | undefined => (existsSync(MARK) ? readFileSync(MARK, 'utf8') : undefined)
