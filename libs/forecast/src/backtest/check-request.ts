import { InvalidInput, type Problem } from '#libs/platform'
import type { ForecastStation } from '../forecaster'
import type { BacktestRequest } from './request'

/** A forecast further ahead than this is weather, not a river. */
const LONGEST_LEAD_HOURS = 72

/** Refuses what can be known to be wrong before a file is read; each problem names the option. */
export function checkRequest(request: BacktestRequest): void {
  const { trainUntil, testFrom, testUntil, leadsHours, eventLevel, eventRise, alarmProbability } = request
  const problems: Problem[] = []
  const refuse = (field: string, message: string) => problems.push({ field, message })
  if (testFrom < trainUntil) refuse('--test-from', 'is before --train-until: the test would score what the training has seen')
  if (testUntil !== undefined && testUntil <= testFrom) refuse('--test-until', 'is not after --test-from')
  if (leadsHours.length === 0 || !leadsHours.every((lead) => lead > 0 && lead <= LONGEST_LEAD_HOURS)) {
    refuse('--leads', `expected hours above 0 and up to ${LONGEST_LEAD_HOURS}, found ${leadsHours.join(',') || 'none'}`)
  }
  if (new Set(leadsHours).size !== leadsHours.length) refuse('--leads', 'names a lead twice')
  if (eventLevel !== undefined && !Number.isFinite(eventLevel)) refuse('--event-level', 'expected metres')
  if (eventRise !== undefined && !(eventRise > 0 && Number.isFinite(eventRise))) refuse('--event-rise', 'expected metres above 0')
  if (!(alarmProbability > 0 && alarmProbability <= 1)) refuse('--alarm-p', 'expected a probability above 0 and up to 1')
  if (problems.length > 0) throw new InvalidInput(problems)
}

/** The post that is forecast. @throws InvalidInput when the stations file has no such level post */
export function targetStation({ target, stationsFile }: BacktestRequest, stations: readonly ForecastStation[]): ForecastStation {
  const levels = stations.filter(({ parameter }) => parameter === 'water_level')
  const found = levels.find(({ id }) => id === target)
  if (found) return found
  const known = levels.map(({ id }) => id).join(', ')
  const message = `${stationsFile} has no station ${JSON.stringify(target)} with water_level; it has ${known || 'none'}`
  throw new InvalidInput([{ field: '--target', message }])
}
