import { InvalidInput } from '#libs/platform'
import type { ForecastStation, Forecaster, Series, Trained, TrainRequest } from '../forecaster'
import { targetSeries } from './check-periods'
import { checkRequest, targetStation } from './check-request'
import { dataHash } from './data-hash'
import { type Forecasts, type LadderStep, rowsOf, tabulate } from './forecast-table'
import { impossibleReadings, without } from './impossible-readings'
import { type Observations, readObservations } from './input/read-observations'
import { readStations } from './input/read-stations'
import { type IssuePairs, issuePairs, type Period } from './issue-pairs'
import { type Each, type JudgedLead, judgeLead, ofEach, type Trial } from './judge-lead'
import type { BacktestReport } from './report'
import { type BacktestRequest, SEED } from './request'

/** What a backtest is run with. */
export interface BacktestMeans {
  readonly train: (request: TrainRequest) => Promise<Trained>
  /** `done` from 0 to 1. */
  readonly onProgress?: (done: number, what: string) => void
  /** Something in the files that a person should look at, and what was made of it. */
  readonly warn?: (line: string) => void
}

/**
 * Trains on what was measured before `trainUntil`, forecasts every issue time of the test period and scores what was said against what came.
 * @throws InvalidInput naming file, row and field, or the option, that cannot be used
 */
export async function backtest(request: BacktestRequest, means: BacktestMeans): Promise<BacktestReport> {
  checkRequest(request)
  const stations = await readStations(request.stationsFile)
  const station = targetStation(request, stations)
  means.onProgress?.(0, 'reading')
  const observations = await readObservations(request.observationsFile, stations)
  warnOfContradictions(request.observationsFile, observations, means)
  const target = targetSeries(request, observations.series, observations.rows)

  const impossible = impossibleReadings(target, request.trainUntil)
  const trial = trialOf(request, station, without(target, impossible))
  const pairs = request.leadsHours.map((lead) => issuePairs(trial.levels, trial.test, lead))
  const issueTimes = unionOf(pairs)
  if (issueTimes.length === 0) throw noPairs(request)

  const trained = await trainOn(request, stations, observations.series, means)
  const forecasts = ofEach<Forecaster, Forecasts>(trained, (forecaster, who) =>
    tabulate(forecaster, {
      issueTimes,
      series: observations.series,
      leadsHours: request.leadsHours,
      ladder: trial.ladder,
      onProgress: (done) => means.onProgress?.(done, `forecasting (${who})`),
    }),
  )
  const judged = judgeAll(trial, request.leadsHours, pairs, issueTimes, forecasts)
  return {
    ...headOf(request, station),
    trainingSeconds: trained.seconds,
    seed: SEED,
    dataHash: dataHash(observations.series),
    backend: trained.backend,
    observations: {
      rows: observations.rows,
      duplicates: observations.duplicates,
      contradictions: observations.contradictions.length,
      impossible: impossible.map((i) => ({ at: iso(target.times[i] as number), value: target.values[i] as number })),
    },
    issueTimes: issueTimes.length,
    flags: forecasts.model.flags,
    leads: judged.map(({ report }) => report),
    episodes: trial.ladder.map((step, i) => ({ ...step, leads: judged.flatMap(({ episodes }) => episodes[i] ?? []) })),
  }
}

function trialOf(request: BacktestRequest, { ladder = [] }: ForecastStation, levels: Series): Trial {
  const { trainUntil, testFrom, testUntil = Infinity, eventLevel, eventRise, alarmProbability } = request
  const test: Period = { from: testFrom, until: testUntil }
  return { levels, ladder, trainUntil, test, event: { level: eventLevel, rise: eventRise }, alarmProbability }
}

/** The training is given nothing else: it cannot learn from the test period even by mistake. */
function trainOn(
  { target, trainUntil, leadsHours }: BacktestRequest,
  stations: readonly ForecastStation[],
  series: readonly Series[],
  { train, onProgress }: BacktestMeans,
): Promise<Trained> {
  const known = series.map((each) => before(each, trainUntil)).filter(({ times }) => times.length > 0)
  return train({ target, stations, series: known, trainUntil, leadsHours, seed: SEED, onProgress })
}

function before(series: Series, until: number): Series {
  const end = series.times.findIndex((at) => at >= until)
  return end < 0 ? series : { ...series, times: series.times.slice(0, end), values: series.values.slice(0, end) }
}

function judgeAll(
  trial: Trial,
  leadsHours: readonly number[],
  pairs: readonly IssuePairs[],
  issueTimes: readonly number[],
  forecasts: Each<Forecasts>,
): JudgedLead[] {
  const rowOf = new Map(issueTimes.map((at, row) => [at, row]))
  return leadsHours.map((lead, i) => {
    const ofLead = pairs[i] as IssuePairs
    const rows = Array.from(ofLead.issuedAt, (at) => rowOf.get(at) as number)
    const said = ofEach(forecasts, ({ leads }) => rowsOf(leads[i] as Forecasts['leads'][number], rows))
    return judgeLead(trial, lead, ofLead, said)
  })
}

const unionOf = (pairs: readonly IssuePairs[]): number[] =>
  [...new Set(pairs.flatMap(({ issuedAt }) => Array.from(issuedAt)))].toSorted((a, b) => a - b)

const headOf = (request: BacktestRequest, { river, ladder = [] }: ForecastStation) => ({
  target: request.target,
  river,
  ladder: ladder satisfies readonly LadderStep[],
  trainUntil: iso(request.trainUntil),
  testFrom: iso(request.testFrom),
  testUntil: request.testUntil === undefined ? null : iso(request.testUntil),
  alarmProbability: request.alarmProbability,
  eventLevel: request.eventLevel ?? null,
  eventRise: request.eventRise ?? null,
})

function warnOfContradictions(file: string, { contradictions }: Observations, { warn }: BacktestMeans): void {
  const [first] = contradictions
  if (!first) return
  const { station, parameter, at, values, rows } = first
  warn?.(
    `${file}: ${contradictions.length} instants with two values; the later row was taken each time; the first: ${station} ${parameter} ` +
      `${iso(at)}, ${values[0]} in row ${rows[0]} and ${values[1]} in row ${rows[1]}`,
  )
}

function noPairs({ target, leadsHours }: BacktestRequest): InvalidInput {
  const message = `no reading of ${target} in the test period has another within 10 minutes of ${leadsHours.join(', ')} h later`
  return new InvalidInput([{ field: '--test-from', message }])
}

const iso = (at: number): string => new Date(at).toISOString()
