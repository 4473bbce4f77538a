import type { LeadForecast } from '../forecaster'
import { PROBABILITIES } from '../forecaster'

const LAST = PROBABILITIES.length - 1

/**
 * Probability that a level is reached or passed. Between the quantiles the probability runs on straight lines; beyond the
 * first and the last it falls off exponentially, as fast as between the two outer quantiles: so a level above every
 * quantile keeps a small stated probability and never more than 1 %.
 */
export function exceedanceOf(forecast: LeadForecast, level: number): number {
  const { quantiles } = forecast
  if (!(quantiles[0]! <= quantiles[LAST]!)) return NaN
  if (level > quantiles[LAST]!)
    return (1 - PROBABILITIES[LAST]!) * Math.exp(-(level - quantiles[LAST]!) / tailLength(quantiles, LAST, LAST - 1))
  if (level < quantiles[0]!) return 1 - PROBABILITIES[0]! * Math.exp(-(quantiles[0]! - level) / tailLength(quantiles, 0, 1))
  let above = quantiles.findIndex((quantile) => quantile >= level)
  if (above <= 0) above = 1
  const [low, high] = [quantiles[above - 1]!, quantiles[above]!]
  const share = high > low ? (level - low) / (high - low) : 0
  return 1 - (PROBABILITIES[above - 1]! + share * (PROBABILITIES[above]! - PROBABILITIES[above - 1]!))
}

/** Length over which an exponential tail falls to 1/e, from the distance of the two outer quantiles, metres. */
function tailLength(quantiles: Float64Array, outer: number, inner: number): number {
  const tail = (index: number) => Math.min(PROBABILITIES[index]!, 1 - PROBABILITIES[index]!)
  return Math.max(Math.abs(quantiles[outer]! - quantiles[inner]!) / Math.log(tail(inner) / tail(outer)), 1e-3)
}
