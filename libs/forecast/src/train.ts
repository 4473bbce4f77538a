import { learnSpread } from './calibration/spread'
import { learnShares } from './calibration/stack'
import { learnSensors } from './features/learn-sensors'
import { planFeatures, type FeaturePlan } from './features/plan'
import { FOLDS, type TrainingRows, trainingRows } from './features/training-rows'
import { sortedFinite, quantileOfSorted } from './features/quantile'
import { PROBABILITIES, type Series, type Trained, type TrainRequest } from './forecaster'
import { type LearnedRidge, learnRidge, momentsByFold } from './linear/learn-ridge'
import { ridgeChanges } from './linear/routed-ridge'
import { learnScaling } from './linear/scaling'
import { EnsembleForecaster } from './model/ensemble-forecaster'
import { correctionOf, widthOf } from './model/members'
import type { ModelState } from './model/model-state'
import { PlainForecaster } from './model/plain-forecaster'
import { seededRandom } from './model/random'
import { loadBackend } from './network/backend'
import { learnNetworks } from './network/learn-networks'
import { learnBorders } from './trees/binning'
import { binned, type Forest, learnForest } from './trees/learn-trees'

/** Trains the model of one target and the two simple forecasts it must beat, on readings before `trainUntil` alone. */
export async function train(request: TrainRequest): Promise<Trained> {
  const began = performance.now()
  const tell = request.onProgress ?? (() => undefined)
  const { target, leadsHours, seed, trainUntil } = request
  const series = request.series.map((one) => before(one, trainUntil))
  tell(0, 'reading posts')
  const plan = planFeatures(learnSensors(target, request.stations, series, trainUntil))
  tell(0.03, 'making features')
  const rows = trainingRows(plan, series, leadsHours, trainUntil, seededRandom(seed))
  const asTheyCame = Uint32Array.from({ length: rows.spoiltFrom }, (_, row) => row)
  const scaling = learnScaling(rows.values, rows.width, asTheyCame)
  tell(0.1, 'linear forecast')
  const byFold = momentsByFold(rows, scaling)
  const free = learnRidge(plan, scaling, rows, byFold, false)
  const bounded = learnRidge(plan, scaling, rows, byFold, true)
  const linear = bounded.without.map((ridge) => ridgeChanges(ridge, rows.values, rows.count))
  const unseenLinear = unseenOf(rows, linear)
  const units = Float64Array.from(leadsHours, (_, lead) => usualError(rows, unseenLinear[lead]!, lead))

  const borders = learnBorders(rows.values, rows.width, asTheyCame)
  const input = binned(borders, rows.values, rows.width)
  const [correcting, direct]: [Forest[], Forest[]] = [[], []]
  const members = leadsHours.map((lead, k) => {
    tell(0.15 + (0.4 * k) / leadsHours.length, `trees for +${lead} h`)
    const changes = rows.changes[k]!
    const left = linear.map((forecast) => changes.map((change, row) => change - forecast[k]![row]!))
    const task = { plan, rows, binned: input, lead: k, seed }
    const correction = learnForest({ ...task, wanted: left })
    const whole = learnForest({ ...task, wanted: linear.map(() => changes), seed: seed + 1 })
    correcting.push(correction.forest)
    direct.push(whole.forest)
    return [unseenLinear[k]!, correction.unseen.map((value, row) => value + unseenLinear[k]![row]!), whole.unseen]
  })
  const backend = await loadBackend()
  const onTrained = (fold: number) => tell(0.55 + (0.4 * (fold + 1)) / FOLDS, 'networks')
  const { networks, unseen } = await learnNetworks(backend.tf, { rows, scaling, linear, units, seed, onTrained })
  const leads = leadsHours.length
  const own = rows.weights.map((weights) => weights.map((weight, row) => (row < rows.spoiltFrom ? weight : 0)))
  const spreads: ModelState['spreads'][number][] = []
  const shares = leadsHours.map((_, k) => {
    const network = unseenLinear[k]!.map((change, row) => change + correctionOf(unseen, row, k, leads, units))
    const all = [...members[k]!, network]
    const share = learnShares(all, rows.changes[k]!, own[k]!)
    const errors = rows.changes[k]!.map((change, row) => change - share.reduce((sum, part, m) => sum + part * all[m]![row]!, 0))
    const widths = Float64Array.from(errors, (_error, row) => widthOf(unseen, row, k, leads, units))
    spreads.push(learnSpread(errors, widths, own[k]!))
    return share
  })
  const levels = sortedFinite(rows.last)
  const state: ModelState = {
    target,
    leadsHours,
    plan,
    scaling,
    ridge: bounded.whole,
    borders,
    correcting,
    direct,
    networks,
    units,
    shares,
    spreads,
    lowest: levels[0]!,
    highest: levels[levels.length - 1]!,
    climate: Float64Array.from(PROBABILITIES, (probability) => quantileOfSorted(levels, probability)),
    seed,
    backend: backend.name,
  }
  tell(1, 'done')
  return {
    model: new EnsembleForecaster(state),
    ...references(request, plan, rows, free),
    seconds: (performance.now() - began) / 1000,
    backend: backend.name,
  }
}

function before(series: Series, until: number): Series {
  const known = series.times.filter((time) => time < until).length
  return { ...series, times: series.times.subarray(0, known), values: series.values.subarray(0, known) }
}

/** For every row what the member that had not seen its fold said, `[lead][row]`. */
function unseenOf(rows: TrainingRows, byFold: readonly (readonly Float64Array[])[]): Float64Array[] {
  return rows.changes.map((_, lead) => Float64Array.from({ length: rows.count }, (_row, row) => byFold[rows.fold[row]!]![lead]![row]!))
}

function usualError(rows: TrainingRows, forecast: Float64Array, lead: number): number {
  let [sum, total] = [0, 0]
  for (let row = 0; row < rows.spoiltFrom; row += 1) {
    const weight = rows.weights[lead]![row]!
    if (!(weight > 0)) continue
    sum += weight * (rows.changes[lead]![row]! - forecast[row]!) ** 2
    total += weight
  }
  return Math.max(Math.sqrt(sum / Math.max(total, 1e-9)), 1e-3)
}

function references(
  request: TrainRequest,
  plan: FeaturePlan,
  rows: TrainingRows,
  free: LearnedRidge,
): Pick<Trained, 'persistence' | 'linear'> {
  const none = (count: number) => request.leadsHours.map(() => new Float64Array(count))
  const unseen = unseenOf(
    rows,
    free.without.map((ridge) => ridgeChanges(ridge, rows.values, rows.count)),
  )
  const { target, leadsHours } = request
  return {
    persistence: new PlainForecaster(target, leadsHours, plan, (_, count) => none(count), errorQuantilesOf(rows, none(rows.count))),
    linear: new PlainForecaster(
      target,
      leadsHours,
      plan,
      (values, count) => ridgeChanges(free.whole, values, count),
      errorQuantilesOf(rows, unseen),
    ),
  }
}

/** Quantiles of what came minus what was forecast, over the readings as they came, `[lead][probability]`, metres. */
function errorQuantilesOf(rows: TrainingRows, forecasts: readonly Float64Array[]): Float64Array[] {
  return rows.changes.map((changes, lead) => {
    const known = (row: number) => row < rows.spoiltFrom && rows.weights[lead]![row] === 1
    const errors = sortedFinite(changes.map((change, row) => (known(row) ? change - forecasts[lead]![row]! : NaN)))
    return Float64Array.from(PROBABILITIES, (probability) => quantileOfSorted(errors, probability))
  })
}
