// npm run build: everything anew.
import { rmSync } from 'node:fs'
import path from 'node:path'
import { build, checkNode, ROOT } from './lib.mjs'

checkNode()
rmSync(path.join(ROOT, 'dist'), { recursive: true, force: true })
build()
