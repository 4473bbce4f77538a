import { existsSync } from 'node:fs'
import path from 'node:path'
import { Command, CommandRunner, Option } from 'nest-commander'
import { backtest, readInstant, summaryOf, train, writeReport } from '#libs/forecast'
import { fail } from './exit'
import { progressLine } from './progress-line'

interface Flags {
  stations: string
  observations: string
  target: string
  trainUntil: number
  testFrom: number
  testUntil?: number
  leads?: number[]
  eventLevel?: number
  eventRise?: number
  alarmP?: number
  report: string
}

const DEFAULT_LEADS = [1, 3, 6, 12]
const DEFAULT_ALARM = 0.5

class FlagWrong extends Error {}

@Command({ name: 'backtest', description: 'train the flood model on a river record up to a day and score it on what came after' })
export class BacktestCommand extends CommandRunner {
  async run(_: string[], flags: Flags): Promise<void> {
    const progress = progressLine(process.stderr)
    try {
      refuseUnwritable(flags.report)
      const request = {
        stationsFile: flags.stations,
        observationsFile: flags.observations,
        target: flags.target,
        trainUntil: flags.trainUntil,
        testFrom: flags.testFrom,
        testUntil: flags.testUntil,
        leadsHours: flags.leads ?? DEFAULT_LEADS,
        eventLevel: flags.eventLevel,
        eventRise: flags.eventRise,
        alarmProbability: flags.alarmP ?? DEFAULT_ALARM,
      }
      const report = await backtest(request, {
        train,
        onProgress: (done, what) => progress.show(done, what),
        warn: (line) => progress.say(line),
      })
      await writeReport(flags.report, report)
      progress.end()
      console.log(summaryOf(report))
    } catch (error) {
      progress.end()
      fail(error)
    }
  }

  @Option({ flags: '--stations <file>', description: 'JSON list of stations with parameter, river and ladder', required: true })
  parseStations(value: string): string {
    return value
  }

  @Option({ flags: '--observations <file>', description: 'CSV or CSV.gz: station,parameter,time,value', required: true })
  parseObservations(value: string): string {
    return value
  }

  @Option({ flags: '--target <station>', description: 'id of the station whose level is forecast', required: true })
  parseTarget(value: string): string {
    return value
  }

  @Option({ flags: '--train-until <iso>', description: 'fit and calibration see nothing from here on; time with offset', required: true })
  parseTrainUntil(value: string): number {
    return instant(value, '--train-until')
  }

  @Option({ flags: '--test-from <iso>', description: 'first issue time that is scored; time with offset', required: true })
  parseTestFrom(value: string): number {
    return instant(value, '--test-from')
  }

  @Option({ flags: '--test-until <iso>', description: 'issue times are before this (default: the end of the record)' })
  parseTestUntil(value: string): number {
    return instant(value, '--test-until')
  }

  @Option({ flags: '--leads <hours>', description: `hours ahead, with commas (default ${DEFAULT_LEADS.join(',')})` })
  parseLeads(value: string): number[] {
    return value.split(',').map((lead) => numberOf(lead, '--leads'))
  }

  @Option({ flags: '--event-level <metres>', description: 'issue times with this level are scored a second time' })
  parseEventLevel(value: string): number {
    return numberOf(value, '--event-level')
  }

  @Option({ flags: '--event-rise <metres>', description: 'so are those with this rise over the three hours before' })
  parseEventRise(value: string): number {
    return numberOf(value, '--event-rise')
  }

  @Option({ flags: '--alarm-p <probability>', description: `probability from which a forecast is an alarm (default ${DEFAULT_ALARM})` })
  parseAlarm(value: string): number {
    return numberOf(value, '--alarm-p')
  }

  @Option({ flags: '--report <file>', description: 'where the report goes, as JSON', required: true })
  parseReport(value: string): string {
    return value
  }
}

function instant(value: string, flag: string): number {
  const at = readInstant(value)
  if (typeof at === 'string') throw new FlagWrong(`${flag}: ${at}`)
  return at
}

function numberOf(value: string, flag: string): number {
  const number = value.trim() === '' ? NaN : Number(value)
  if (!Number.isFinite(number)) throw new FlagWrong(`${flag}: expected a number, found ${JSON.stringify(value)}`)
  return number
}

/** What can be known to be wrong is said before minutes are spent on a training. */
function refuseUnwritable(report: string): void {
  const folder = path.dirname(path.resolve(report))
  if (!existsSync(folder)) throw new FlagWrong(`--report: there is no folder ${folder}`)
}
