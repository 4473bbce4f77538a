// What the starting scripts share. Plain Node: nothing may be installed yet when they run.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const LOCK_MARK = path.join(ROOT, 'node_modules', '.kentongan-lock')
const BUILD_MARK = path.join(ROOT, 'dist', '.build-hash')
const SOURCES = ['apps', 'libs', 'migrations', 'package-lock.json', 'nest-cli.json', '.swcrc', 'tsconfig.json']

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined)

/** Runs a program in the root with its output shown on standard error; answers its exit code. */
export function run(program, args, env = {}) {
  const result = spawnSync(program, args, {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  })
  if (result.error) throw result.error
  return result.status ?? 1
}

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(`Kentongan perlu Node.js 20.19 atau lebih baru; ini ${process.versions.node}. (Node.js 20.19 or newer is needed.)`)
  process.exit(1)
}

const hash = (content) => createHash('sha256').update(content).digest('hex')

/** Installs the packages of package-lock.json unless they are there. */
export function ensureInstalled() {
  if (!existsSync(path.join(ROOT, 'package-lock.json'))) return // a container image: installed when it was made
  const wanted = hash(readFileSync(path.join(ROOT, 'package-lock.json')))
  if (read(LOCK_MARK) === wanted) return
  const modules = path.join(ROOT, 'node_modules')
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) {
    // npm ci empties the folder behind the link, which belongs to another copy
    console.error('node_modules adalah tautan: pasang paket di tempat asalnya. (node_modules is a link: install where it points to.)')
    process.exit(1)
  }
  console.error('Memasang paket (sekali saja, sekitar satu menit) ...')
  if (run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']) !== 0) {
    console.error('npm ci gagal: lihat pesan di atas. (npm ci failed: see above.)')
    process.exit(1)
  }
  linkCommand()
  writeFileSync(LOCK_MARK, wanted)
}

/** `npx kentongan` finds our own command without this too, but slower. */
function linkCommand() {
  const link = path.join(ROOT, 'node_modules', '.bin', 'kentongan')
  if (process.platform === 'win32' || lstatSync(link, { throwIfNoEntry: false })) return
  symlinkSync('../../bin/kentongan.mjs', link)
}

function* files(entry) {
  if (!existsSync(entry)) return
  if (!statSync(entry).isDirectory()) {
    yield entry
    return
  }
  for (const name of readdirSync(entry).toSorted()) yield* files(path.join(entry, name))
}

function sourceHash() {
  const digest = createHash('sha256')
  for (const source of SOURCES)
    for (const file of files(path.join(ROOT, source))) digest.update(path.relative(ROOT, file)).update(readFileSync(file))
  return digest.digest('hex')
}

/** Builds what is missing or older than its sources. */
export function ensureBuilt() {
  if (!existsSync(path.join(ROOT, 'nest-cli.json'))) return // a container image: built when it was made
  const wanted = sourceHash()
  if (read(BUILD_MARK) === wanted) return
  console.error('Membangun (beberapa detik) ...')
  build(wanted)
}

export function build(mark = sourceHash()) {
  const steps = [[process.execPath, ['node_modules/@nestjs/cli/bin/nest.js', 'build', 'api']]]
  if (existsSync(path.join(ROOT, 'apps/console/vite.config.mts')))
    steps.push([process.execPath, ['node_modules/vite/bin/vite.js', 'build', 'apps/console', '--logLevel', 'warn']])
  for (const [program, args] of steps) if (run(program, args) !== 0) process.exit(1)
  mkdirSync(path.dirname(BUILD_MARK), { recursive: true })
  writeFileSync(BUILD_MARK, mark)
}
