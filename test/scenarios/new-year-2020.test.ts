import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import type { ReplayReport } from '#libs/replay'
import { describeWithQueue, testDatabaseUrl, testRedisUrl } from '../services'

const MAIN = path.resolve(__dirname, '../../dist/apps/cli/src/main.js')
/** Eleven villages that BPBD DKI named when Depok stood at 285 cm on 20 February 2020. */
const NAMED_BY_BPBD = [
  'Srengseng Sawah',
  'Pejaten Timur',
  'Rawajati',
  'Balekambang',
  'Pengadegan',
  'Cikoko',
  'Cawang',
  'Kebon Baru',
  'Bukit Duri',
  'Bidara Cina',
  'Kampung Melayu',
]
const wib = (time: string): string => new Date(`${time}:00+07:00`).toISOString()

const codesOf = (names: readonly string[]): string[] => {
  const zones = JSON.parse(readFileSync(path.resolve(__dirname, '../../regions/jakarta-ciliwung/zones.json'), 'utf8')) as {
    villages: { code: string; name: string }[]
  }[]
  const code = new Map(zones.flatMap((zone) => zone.villages.map((village) => [village.name, village.code] as const)))
  return names.map((name) => code.get(name) ?? `unknown: ${name}`)
}

async function replay(until: string): Promise<ReplayReport> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'kentongan-replay-'))
  const report = path.join(folder, 'report.json')
  try {
    await promisify(execFile)(
      process.execPath,
      [MAIN, 'replay', 'jakarta-2020', '--until', until, '--speed', 'max', '--auto-approve', '--report', report],
      {
        env: { PATH: process.env['PATH'], DATABASE_URL: testDatabaseUrl(), REDIS_URL: testRedisUrl(), DATA_DIR: folder },
        maxBuffer: 16 * 1024 * 1024,
      },
    )
    return JSON.parse(readFileSync(report, 'utf8')) as ReplayReport
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

describeWithQueue('the night of 1 January 2020, to 3 January 00:00', () => {
  let report: ReplayReport
  const of = (station: string) => report.warnings.filter((warning) => warning.trigger['station'] === station)

  beforeAll(async () => {
    report = await replay('2020-01-03T00:00:00+07:00')
  }, 600_000)

  it('takes every row once', () => {
    const { received, stored, duplicates, rejected, suspect } = report.observations
    expect(received).toBe(stored + duplicates + rejected)
    expect(rejected).toBe(0)
    expect(suspect).toBeLessThan(stored)
  })

  it.each([
    [
      'manggarai',
      [
        [1, '2020-01-01T02:40'],
        [2, '2020-01-01T03:40'],
        [3, '2020-01-01T23:40'],
      ],
    ],
    [
      'depok',
      [
        [1, '2020-01-01T06:10'],
        [2, '2020-01-01T09:10'],
        [3, '2020-01-01T10:40'],
      ],
    ],
    ['katulampa', [[1, '2020-01-01T07:40']]],
    ['sunter-hulu', [[1, '2020-01-01T04:10']]],
    [
      'karet',
      [
        [1, '2020-01-01T02:40'],
        [2, '2020-01-01T03:40'],
        [3, '2020-01-01T04:10'],
      ],
    ],
    [
      'pesanggrahan',
      [
        [1, '2020-01-01T01:40'],
        [2, '2020-01-01T08:10'],
        [3, '2020-01-01T12:10'],
      ],
    ],
  ] as const)('sees %s cross its levels when it did', (station, expected) => {
    const seen = report.crossings
      .filter((crossing) => crossing.station === station)
      .map((crossing) => [crossing.severity, crossing.observedAt])
    expect(seen).toEqual(expected.map(([severity, time]) => [severity, wib(time)]))
  })

  it('warns the villages that BPBD named when Depok reaches severity 2', () => {
    const warning = of('depok').find((each) => each.severity >= 2)
    expect(warning?.villages).toEqual(expect.arrayContaining(codesOf(NAMED_BY_BPBD)))
  })

  it("covers Manggarai's rise of 02:40", () => {
    expect(of('manggarai')[0]).toMatchObject({ kind: 'new', severity: 1, signalAt: wib('2020-01-01T02:40') })
  })

  it('gives the all-clear for Depok, after the water has passed and not to those whom Manggarai still threatens', () => {
    const clear = of('depok').filter((each) => each.kind === 'all-clear')
    expect(clear).toHaveLength(1)
    expect((clear[0]?.signalAt ?? '') > wib('2020-01-02T06:00')).toBe(true)
    expect(clear[0]?.withheld).toHaveLength(7)
  })

  it('gives none too early: not in the dip of 16:40, not for a stuck post, not with the tide', () => {
    const clear = of('manggarai').filter((each) => each.kind === 'all-clear')
    expect(clear).toHaveLength(1)
    expect(clear.every((each) => each.signalAt !== null && each.signalAt > wib('2020-01-02T19:10'))).toBe(true)
    expect(of('sunter-hulu').some((each) => each.kind === 'all-clear')).toBe(false)
    expect(report.crossings.filter((crossing) => crossing.station === 'pluit').length).toBeLessThanOrEqual(3)
  })

  it('computes nothing for the posts whose ladder contradicts the statuses of the time, and says so', () => {
    expect(report.withheld.map((each) => each.station)).toEqual(
      expect.arrayContaining(['ancol-flushing', 'gadog', 'hek', 'jembatan-merah']),
    )
    expect(report.crossings.some((crossing) => ['ancol-flushing', 'gadog', 'hek', 'jembatan-merah'].includes(crossing.station))).toBe(false)
  })

  it('sends everything planned, once', () => {
    const { planned, attempted, superseded, expired, pending, unknown, duplicateAttempts } = report.deliveries
    expect(planned).toBeGreaterThan(50_000)
    expect(planned).toBe(attempted + superseded + expired)
    expect([pending, unknown, duplicateAttempts]).toEqual([0, 0, 0])
  })
})
