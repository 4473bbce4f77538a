#!/usr/bin/env node
// npx kentongan <command>
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { checkNode, ensureBuilt, ensureInstalled, ROOT } from './lib.mjs'

checkNode()
ensureInstalled()
ensureBuilt()
const result = spawnSync(process.execPath, [path.join(ROOT, 'dist/apps/cli/src/main.js'), ...process.argv.slice(2)], { stdio: 'inherit' })
process.exit(result.status ?? 1)
