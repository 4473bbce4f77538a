import type { Spread } from '../calibration/spread'
import type { FeaturePlan } from '../features/plan'
import type { RoutedRidge } from '../linear/routed-ridge'
import type { Scaling } from '../linear/scaling'
import type { DenseNetwork } from '../network/dense-network'
import type { Borders } from '../trees/binning'
import type { Forest } from '../trees/learn-trees'

/** All a trained model knows; plain data, so that it can be kept in a file. */
export interface ModelState {
  readonly target: string
  readonly leadsHours: readonly number[]
  readonly plan: FeaturePlan
  readonly scaling: Scaling
  readonly ridge: RoutedRidge
  readonly borders: Borders
  /** Trees for what the linear forecast leaves, and trees for the whole change, `[lead]`. */
  readonly correcting: readonly Forest[]
  readonly direct: readonly Forest[]
  readonly networks: readonly DenseNetwork[]
  /** Usual error of the linear forecast of each lead, metres: the unit of the networks' outputs. */
  readonly units: Float64Array
  /** Shares of {@link MEMBERS} in the mean, `[lead][member]`. */
  readonly shares: readonly Float64Array[]
  /** `[lead]`. */
  readonly spreads: readonly Spread[]
  /** Lowest and highest level of the target in training, metres. */
  readonly lowest: number
  readonly highest: number
  /** Quantiles of all levels in training: what is said when the target has been silent too long. */
  readonly climate: Float64Array
  readonly seed: number
  readonly backend: string
}

/** Who speaks in the mean, in the order of the shares. */
export const MEMBERS = ['ridge', 'correcting trees', 'direct trees', 'networks'] as const
