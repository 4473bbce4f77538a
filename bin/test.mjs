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
const leftOut = new Set()

if (process.argv.includes('--no-check')) leftOut.add('checks: --no-check')
else {
  const ok = run(process.execPath, [path.join(ROOT, 'bin/check.mjs'), '--no-unit']) === 0
  totals[ok ? 'passed' : 'failed'] += 1
}

// Units share the cores; the services are one machine's worth of processes already.
runJest('unit', ['--maxWorkers=100%'])
runJest('services', ['--runInBand'])

rmSync(folder, { recursive: true, force: true })
if (totals.passed + totals.failed === 0) {
  console.log('no test ran')
  totals.failed += 1
}
for (const what of leftOut) console.log(`left out: ${what}`)
console.log(`${totals.passed} passed, ${totals.failed} failed${totals.skipped > 0 ? `, ${totals.skipped} skipped` : ''}`)
process.exit(totals.failed > 0 ? 1 : 0)

function runJest(project, options) {
  const report = path.join(folder, `${project}.json`)
  const chromium = findChromium()
  const code = run(
    process.execPath,
    [
      path.join('node_modules', 'jest', 'bin', 'jest.js'),
      '--selectProjects',
      project,
      ...options,
      '--forceExit',
      '--json',
      `--outputFile=${report}`,
    ],
    chromium ? { CHROMIUM_PATH: chromium } : {},
  )
  const failedBefore = totals.failed
  if (existsSync(report)) {
    const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites, testResults } = JSON.parse(
      readFileSync(report, 'utf8'),
    )
    totals.passed += numPassedTests
    totals.failed += numFailedTests + numRuntimeErrorTestSuites
    totals.skipped += numPendingTests
    for (const { assertionResults } of testResults) {
      for (const { status, fullName } of assertionResults) if (status === 'pending') leftOut.add(reasonOf(fullName))
    }
  }
  if (code !== 0 && totals.failed === failedBefore) totals.failed += 1
}

/** A suite that is skipped says why in its name: "the ledger (left out: redis-server is not installed)". */
function reasonOf(fullName) {
  const named = /^(.*?) \(left out: ([^)]*)\)/.exec(fullName)
  return named ? `${named[1]}: ${named[2]}` : fullName
}

function findChromium() {
  const named = process.env.CHROMIUM_PATH
  if (named) return existsSync(named) ? named : undefined
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    for (const each of folders) if (each !== '' && existsSync(path.join(each, name))) return path.join(each, name)
  }
  return undefined
}
