// npm run check: format, type-aware lint, types, room rules, dead code, unit tests. Goes through all of them and fails at the end.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { checkNode, ensureInstalled, ROOT, run } from './lib.mjs'

checkNode()
ensureInstalled()
const bin = (name) => path.join('node_modules', '.bin', name)
const checks = [
  ['format', bin('oxfmt'), ['--check', '.']],
  ['lint', bin('oxlint'), ['--type-aware', '--quiet']],
  ['types', bin('tsc'), ['--noEmit', '-p', 'tsconfig.json']],
  ...(existsSync(path.join(ROOT, 'apps/console/tsconfig.json')) ? [['console types', bin('tsc'), ['--noEmit', '-p', 'apps/console']]] : []),
  ['room rules', bin('depcruise'), ['apps', 'libs', 'migrations', '--output-type', 'err']],
  ['dead code', bin('knip'), []],
  ...(process.argv.includes('--no-unit') ? [] : [['unit tests', bin('jest'), ['--selectProjects', 'unit']]]),
]
const failed = []
for (const [name, program, args] of checks) {
  const started = Date.now()
  const ok = run(program, args) === 0
  if (!ok) failed.push(name)
  console.error(`${ok ? 'ok    ' : 'FAILED'} ${String(name)} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
}
if (failed.length > 0) {
  console.error(`failed: ${failed.join(', ')}`)
  process.exit(1)
}
