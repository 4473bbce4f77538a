import { PROBABILITIES } from '../forecaster'
import { FOLDS, type TrainingRows } from '../features/training-rows'
import type { Scaling } from '../linear/scaling'
import { seededRandom } from '../model/random'
import { thinned } from '../trees/learn-trees'
import type { TensorFlow } from './backend'
import { type DenseNetwork, runNetwork, scratchFor } from './dense-network'
import { networkInputs } from './network-inputs'
import { trainNetwork } from './train-network'

/** Outputs of a network for one lead: a mean, then the quantiles, all of the error of the linear forecast. */
export const OUTPUTS = 1 + PROBABILITIES.length

export interface NetworkRequest {
  readonly rows: TrainingRows
  readonly scaling: Scaling
  /** Linear forecasts made without a fold, `[fold][lead][row]`, metres. */
  readonly linear: readonly (readonly Float64Array[])[]
  /** Usual error of the linear forecast of each lead, metres. */
  readonly units: Float64Array
  readonly seed: number
  readonly onTrained: (fold: number) => void
}

/** One network for each fold left out, and what each row is told by the one that had not seen it, `[row][lead][output]`. */
export async function learnNetworks(tf: TensorFlow, request: NetworkRequest): Promise<{ networks: DenseNetwork[]; unseen: Float32Array }> {
  const { rows, scaling, units } = request
  const leads = units.length
  const unseen = new Float32Array(rows.count * leads * OUTPUTS)
  const networks: DenseNetwork[] = []
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const linear = request.linear[fold]!
    const random = seededRandom(request.seed * 7_919 + fold)
    const inputs = networkInputs(scaling, rows.values, rows.count, linear, units)
    const width = scaling.mean.length + leads
    const wanted = new Float32Array(rows.count * leads)
    const heldWeights = new Float32Array(rows.count * leads)
    const liveliness = new Float64Array(rows.count)
    for (let row = 0; row < rows.count; row += 1) {
      for (let lead = 0; lead < leads; lead += 1) {
        const weight = rows.weights[lead]![row]!
        const error = (rows.changes[lead]![row]! - linear[lead]![row]!) / units[lead]!
        if (!(weight > 0) || !Number.isFinite(error)) continue
        wanted[row * leads + lead] = error
        heldWeights[row * leads + lead] = weight
        liveliness[row] = Math.max(liveliness[row]!, Math.abs(error))
      }
    }
    const one = new Float32Array(rows.count).fill(1)
    const { training, weight } = thinned(rows, one, liveliness, fold, () => true, random)
    const weights = heldWeights.map((share, i) => share * weight[Math.floor(i / leads)]!)
    const held = Uint32Array.from({ length: rows.spoiltFrom }, (_, row) => row).filter((row) => rows.fold[row] === fold)
    const network = trainNetwork(tf, {
      inputs,
      width,
      wanted,
      weights,
      leads,
      probabilities: PROBABILITIES,
      training,
      held,
      heldWeights,
      random,
    })
    networks.push(network)
    const scratch = scratchFor(network)
    for (let row = 0; row < rows.count; row += 1) {
      if (rows.fold[row] === fold) unseen.set(runNetwork(network, inputs, row * width, scratch), row * leads * OUTPUTS)
    }
    request.onTrained(fold)
    // lets timers and signals through between two trainings
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { networks, unseen }
}
