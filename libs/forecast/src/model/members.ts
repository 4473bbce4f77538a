import { MEMBERS, type ModelState } from './model-state'
import { ridgeChanges } from '../linear/routed-ridge'
import { OUTPUTS } from '../network/learn-networks'
import { runNetwork, scratchFor } from '../network/dense-network'
import { networkInputs } from '../network/network-inputs'
import { binned, forestValue } from '../trees/learn-trees'

/** What the members of the ensemble say of rows of features. */
export interface MemberChanges {
  /** Change until the lead, metres, `[lead][member][row]`. */
  readonly changes: readonly (readonly Float64Array[])[]
  /** Width of the 90 % band the networks expect, metres, `[lead][row]`. */
  readonly widths: readonly Float64Array[]
}

/** No expected width is below this share of the usual error. */
export const LEAST_WIDTH = 0.02
/** The networks' correction of the linear forecast counts up to this many usual errors. */
export const MOST_CORRECTION = 12

export function memberChanges(state: ModelState, values: Float32Array, count: number): MemberChanges {
  const { leadsHours, units } = state
  const linear = ridgeChanges(state.ridge, values, count)
  const { bins, width } = binned(state.borders, values, state.plan.features.length)
  const spoken = networkMean(state, values, count, linear)
  const changes = leadsHours.map((_, lead) => {
    const base = linear[lead]!
    const correcting = base.map((change, row) => change + forestValue(state.correcting[lead]!, bins, row * width))
    const direct = base.map((_change, row) => forestValue(state.direct[lead]!, bins, row * width))
    const networks = base.map((change, row) => change + correctionOf(spoken, row, lead, leadsHours.length, units))
    return [base, correcting, direct, networks]
  })
  if (changes.some((members) => members.length !== MEMBERS.length)) throw new Error('members and shares differ')
  const widths = leadsHours.map((_, lead) =>
    Float64Array.from({ length: count }, (_row, row) => widthOf(spoken, row, lead, leadsHours.length, units)),
  )
  return { changes, widths }
}

/** Correction of the linear forecast of a lead in metres, from outputs `[row][lead][output]`. */
export function correctionOf(outputs: Float32Array, row: number, lead: number, leads: number, units: Float64Array): number {
  const mean = outputs[(row * leads + lead) * OUTPUTS]!
  return Math.min(Math.max(mean, -MOST_CORRECTION), MOST_CORRECTION) * units[lead]!
}

/** Width between the 5 % and the 95 % quantile of a lead in metres. */
export function widthOf(outputs: Float32Array, row: number, lead: number, leads: number, units: Float64Array): number {
  const at = (row * leads + lead) * OUTPUTS + 1
  return Math.max(outputs[at + 7]! - outputs[at + 1]!, LEAST_WIDTH) * units[lead]!
}

function networkMean(state: ModelState, values: Float32Array, count: number, linear: readonly Float64Array[]): Float32Array {
  const inputs = networkInputs(state.scaling, values, count, linear, state.units)
  const width = state.scaling.mean.length + linear.length
  const size = linear.length * OUTPUTS
  const mean = new Float32Array(count * size)
  const share = 1 / state.networks.length
  for (const network of state.networks) {
    const scratch = scratchFor(network)
    for (let row = 0; row < count; row += 1) {
      const output = runNetwork(network, inputs, row * width, scratch)
      for (let i = 0; i < size; i += 1) mean[row * size + i]! += share * output[i]!
    }
  }
  return mean
}
