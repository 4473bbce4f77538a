import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Command, CommandRunner, Option } from 'nest-commander'
import { readReplay } from '#libs/replay'
import { atInstallation } from '../at-installation'
import { dataDir } from '../data-dir'
import { regionFolder } from '../region-folder'
import { runReplay } from '../replay/run-replay'

interface Flags {
  from?: Date
  until?: Date
  speed?: number | 'max'
  autoApprove?: boolean
  report?: string
  keep?: boolean
  region?: string
}

class FlagWrong extends Error {}

const DEFAULT_REGION = 'jakarta-ciliwung'

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/

@Command({ name: 'replay', arguments: '<name>', description: 'play a past flood through the whole chain into the virtual phones' })
export class ReplayCommand extends CommandRunner {
  async run([name = '']: string[], flags: Flags): Promise<void> {
    refuseBeforeStarting(name, flags)
    return atInstallation(async ({ databaseUrl, redisUrl }) => {
      const report = await runReplay({
        name,
        regionFolder: regionFolder(flags.region ?? DEFAULT_REGION),
        databaseUrl,
        redisUrl,
        from: flags.from,
        until: flags.until,
        speed: flags.speed ?? 60,
        autoApprove: flags.autoApprove ?? false,
        keep: flags.keep ?? false,
        dataDir: dataDir(),
        say: (line) => console.error(line),
        onProgress: async ({ at, pollsDone, pollsTotal, waitingForDecision }) => {
          const waiting = waitingForDecision ? ' - a draft waits for a decision: running at 1x' : ''
          process.stderr.write(`\r${at.toISOString()}  ${pollsDone}/${pollsTotal} polls${waiting}${process.stderr.isTTY ? '' : '\n'}`)
        },
      })
      const text = `${JSON.stringify(report, null, 2)}\n`
      if (flags.report) await writeFile(flags.report, text)
      else process.stdout.write(text)
      console.error(summary(report))
    })
  }

  @Option({ flags: '--from <iso>', description: 'first poll, ISO time with offset' })
  parseFrom(value: string): Date {
    return instant(value, '--from')
  }

  @Option({ flags: '--until <iso>', description: 'stop before the first poll later than this' })
  parseUntil(value: string): Date {
    return instant(value, '--until')
  }

  @Option({ flags: '--speed <n>', description: 'times faster than life, or max (default 60)' })
  parseSpeed(value: string): number | 'max' {
    if (value === 'max') return 'max'
    const speed = Number(value)
    if (!(speed > 0 && speed <= 100_000)) throw new FlagWrong(`--speed: a number above 0 or max, not ${value}`)
    return speed
  }

  @Option({ flags: '--auto-approve', description: 'two replay accounts sign every draft' })
  parseAuto(): boolean {
    return true
  }

  @Option({ flags: '--report <file>', description: 'where the report goes (default: standard output)' })
  parseReport(value: string): string {
    return value
  }

  @Option({ flags: '--keep', description: 'keep the database of the replay' })
  parseKeep(): boolean {
    return true
  }

  @Option({ flags: '--region <name>', description: 'region package (default jakarta-ciliwung)' })
  parseRegion(value: string): string {
    return value
  }
}

/** What can be known to be wrong is said before a database is started and a flood is played. */
function refuseBeforeStarting(name: string, { from, until, region = DEFAULT_REGION, report }: Flags): void {
  if (from && until && from > until) throw new FlagWrong('--from: is later than --until')
  const folder = regionFolder(region)
  if (!existsSync(folder)) throw new FlagWrong(`--region: there is no region package in ${folder}`)
  readReplay(folder, name)
  const reportFolder = report === undefined ? undefined : path.dirname(path.resolve(report))
  if (reportFolder !== undefined && !existsSync(reportFolder)) throw new FlagWrong(`--report: there is no folder ${reportFolder}`)
}

function instant(value: string, flag: string): Date {
  if (!ISO.test(value)) throw new FlagWrong(`${flag}: an ISO time with offset such as 2020-01-02T03:00:00+07:00, not ${value}`)
  const at = new Date(value)
  if (Number.isNaN(at.getTime())) throw new FlagWrong(`${flag}: ${value} is no date`)
  return at
}

function summary(report: Awaited<ReturnType<typeof runReplay>>): string {
  const { observations, deliveries, wallMs } = report
  return (
    `\n${observations.stored} readings stored of ${observations.received}; ${report.crossings.length} crossings; ${report.warnings.length} warnings; ` +
    `${deliveries.attempted} of ${deliveries.planned} deliveries attempted, ${deliveries.duplicateAttempts} twice; ` +
    `${(wallMs.total / 1_000).toFixed(1)} s, ${wallMs.sendsPerSecond} sends/s, ${wallMs.repliesPerSecond} replies/s`
  )
}
