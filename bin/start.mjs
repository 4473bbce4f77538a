// npm start: installs, builds, and runs `kentongan start`. Ctrl-C stops everything that was started.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { checkNode, ensureBuilt, ensureInstalled, ROOT } from './lib.mjs'

checkNode()
ensureInstalled()
ensureBuilt()
const child = spawn(process.execPath, [path.join(ROOT, 'dist/apps/cli/src/main.js'), 'start', ...process.argv.slice(2)], {
  cwd: ROOT,
  stdio: 'inherit',
})
// The terminal sends Ctrl-C to the child as well; anybody else's signal is passed on.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => child.kill('SIGTERM'))
// npm passes a signal to the shell it runs us in, and to nobody else: without that shell nobody could stop us any more.
if (process.env.npm_lifecycle_event) {
  const shell = process.ppid
  setInterval(() => process.ppid !== shell && child.kill('SIGTERM'), 500).unref()
}
child.once('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
