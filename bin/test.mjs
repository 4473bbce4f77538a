// npm test: everything this machine can run; says what it left out and why. Ends with one line that counts what ran.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { checkNode, ensureBuilt, ensureInstalled, ROOT, run } from './lib.mjs'

checkNode()
ensureInstalled()
ensureBuilt()

const folder = mkdtempSync(path.join(os.tmpdir(), 'kentongan-test-'))
const totals = { passed: 0, failed: 0, skipped: 0 }

if (!process.argv.includes('--no-check')) {
  const ok = run(process.execPath, [path.join(ROOT, 'bin/check.mjs'), '--no-unit']) === 0
  totals[ok ? 'passed' : 'failed'] += 1
}

const report = path.join(folder, 'jest.json')
const code = run(process.execPath, [path.join('node_modules', 'jest', 'bin', 'jest.js'), '--json', `--outputFile=${report}`])
if (existsSync(report)) {
  const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(report, 'utf8'))
  totals.passed += numPassedTests
  totals.failed += numFailedTests + numRuntimeErrorTestSuites
  totals.skipped += numPendingTests
}
if (code !== 0 && totals.failed === 0) totals.failed += 1

rmSync(folder, { recursive: true, force: true })
if (totals.passed === 0) {
  console.log('no test ran')
  totals.failed += 1
}
console.log(`${totals.passed} passed, ${totals.failed} failed${totals.skipped > 0 ? `, ${totals.skipped} skipped` : ''}`)
process.exit(totals.failed > 0 ? 1 : 0)
