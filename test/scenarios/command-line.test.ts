import { execFile } from 'node:child_process'
import os from 'node:os'
import path from 'node:path'
import { mkdtempSync, rmSync } from 'node:fs'
import { describeWithDatabase, emptyDatabase } from '../services'
import { whyNotStartable } from '../simulators/installation'

const MAIN = path.resolve(__dirname, '../../dist/apps/cli/src/main.js')
const SLOW = 120_000

interface Said {
  readonly code: number
  readonly out: string
  readonly err: string
}

const reason = whyNotStartable()
const test = reason ? it.skip : it

describeWithDatabase(`the command line${reason ? ` (left out: ${reason})` : ''}`, () => {
  let database: Awaited<ReturnType<typeof emptyDatabase>>
  let dataDir: string

  beforeAll(async () => {
    database = await emptyDatabase()
    dataDir = mkdtempSync(path.join(os.tmpdir(), 'kentongan-cli-'))
  })
  afterAll(async () => {
    rmSync(dataDir, { recursive: true, force: true })
    await database.drop()
  })

  const kentongan = (...args: string[]): Promise<Said> =>
    new Promise((resolve) => {
      const env = { PATH: process.env['PATH'], DATA_DIR: dataDir, DATABASE_URL: database.url, KENTONGAN_QUEUE: 'postgres' }
      execFile(process.execPath, [MAIN, ...args], { env }, (error, out, err) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }),
      )
    })

  test(
    'tells its name and its commands',
    async () => {
      const { code, out } = await kentongan('--help')
      expect(code).toBe(0)
      expect(out).toMatch(/^Usage: kentongan /)
    },
    SLOW,
  )

  test.each<[string, string[], RegExp]>([
    ['a command it does not know', ['nonsense'], /unknown command 'nonsense'/],
    ['a command that a group does not know', ['user', 'remove'], /unknown command 'remove'.*kentongan user --help/],
    ['a word too many', ['migrate', 'now'], /no use for 'now'/],
    ['an argument that is missing', ['user', 'add'], /missing required argument 'username'/],
    ['an option it does not know', ['start', '--bogus'], /unknown option '--bogus'/],
    ['an address that is none', ['start', '--feeds-base', 'mirror'], /FEEDS_BASE/],
    ['a role that is none', ['user', 'add', 'siti', '--role', 'king'], /^--role: one of operator/],
    ['a name that is none', ['user', 'add', 'siti aminah'], /^username: .*siti aminah/],
    ['a kades without a village', ['user', 'add', 'siti', '--role', 'kades'], /^--village: /],
    ['a flood that nobody recorded', ['replay', 'noah'], /named noah; known: jakarta-2020/],
    ['a time that is none', ['replay', 'jakarta-2020', '--until', 'tomorrow'], /^--until: .*tomorrow/],
    ['a time without its offset', ['replay', 'jakarta-2020', '--from', '2020-01-01T00:00:00'], /^--from: /],
    [
      'an end before the beginning',
      ['replay', 'jakarta-2020', '--from', '2020-01-02T00:00:00Z', '--until', '2020-01-01T00:00:00Z'],
      /^--from: is later than --until/,
    ],
    ['a speed that is none', ['replay', 'jakarta-2020', '--speed', 'fast'], /^--speed: .*fast/],
    ['a report with nowhere to go', ['replay', 'jakarta-2020', '--report', '/nowhere/out.json'], /^--report: .*\/nowhere/],
    ['a region that is not there', ['replay', 'jakarta-2020', '--region', 'atlantis'], /^--region: .*atlantis/],
    ['a bench that is none', ['bench', 'patience'], /no bench named patience; known: ingest/],
    ['a source that is none', ['feed', 'parse', 'rumour', __filename], /no source named rumour; known: /],
    ['a payload that is not there', ['feed', 'parse', 'dsda-csv', '/nowhere.csv'], /\/nowhere\.csv/],
    ['a database nobody prepared', ['audit', 'verify'], /not prepared for this version.*kentongan migrate/],
  ])(
    'refuses %s, by name',
    async (_, args, words) => {
      const { code, err } = await kentongan(...args)
      expect(err).toMatch(words)
      expect(err).not.toMatch(/^\s+at /m)
      expect(code).toBe(1)
    },
    SLOW,
  )

  test(
    'prepares a database, makes an account and ends it, and has both on record',
    async () => {
      expect((await kentongan('migrate')).code).toBe(0)
      expect((await kentongan('region', 'import', 'jakarta-ciliwung')).code).toBe(0)
      expect((await kentongan('user', 'add', 'siti', '--role', 'kades', '--village', '31.74.04.9999')).err).toMatch(
        /^--village: .*31\.74\.04\.9999/,
      )
      expect((await kentongan('user', 'add', 'siti', '--role', 'kades', '--village', '31.74.04.1005')).out).toMatch(/^siti \(kades\): \S+/)
      expect((await kentongan('user', 'disable', 'siti')).out).toMatch(/no access any more/)
      expect((await kentongan('user', 'disable', 'budi')).err).toMatch(/no account named budi/)
      expect((await kentongan('audit', 'verify')).out).toMatch(/^2 audit rows, every one fits/)
    },
    SLOW,
  )
})
