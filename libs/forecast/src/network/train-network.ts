import type * as tfTypes from '@tensorflow/tfjs'
import { normal, type Random, shuffle } from '../model/random'
import type { TensorFlow } from './backend'
import type { DenseNetwork } from './dense-network'

/** What a network learns: for each lead a mean and quantiles, all in units of that lead's spread. */
export interface NetworkTask {
  /** `[row][input]`. */
  readonly inputs: Float32Array
  readonly width: number
  /** `[row][lead]`; where the weight is 0 the value is not looked at and must be finite. */
  readonly wanted: Float32Array
  readonly weights: Float32Array
  readonly leads: number
  readonly probabilities: readonly number[]
  readonly training: Uint32Array
  readonly held: Uint32Array
  /** Weight of the rows left out, `[row][lead]`: every hour as it came. */
  readonly heldWeights: Float32Array
  readonly random: Random
}

/** Settings of the training; chosen by backtest on held-out parts of training periods. */
export const NETWORK = {
  hidden: [64, 32],
  batch: 256,
  mostEpochs: 40,
  patience: 6,
  rate: 0.002,
  decay: 1e-4,
  meanShare: 0.5,
} as const

/** Trains on the rows for training, stops when the rows left out no longer gain, gives the best epoch. */
export function trainNetwork(tf: TensorFlow, task: NetworkTask, settings: typeof NETWORK = NETWORK): DenseNetwork {
  const outputs = task.leads * (1 + task.probabilities.length)
  const sizes = [task.width, ...settings.hidden, outputs]
  const variables = sizes.slice(1).map((size, i) => ({
    weights: variableOf(tf, initial(sizes[i]!, size, i === sizes.length - 2, task.random), [sizes[i]!, size]),
    bias: variableOf(tf, new Float32Array(size), [size]),
  }))
  const optimizer = tf.train.adam(settings.rate)
  const probabilities = tf.tensor1d([...task.probabilities])
  const forward = (input: tfTypes.Tensor2D) =>
    variables.reduce<tfTypes.Tensor2D>((from, layer, i) => {
      const sum = tf.add<tfTypes.Tensor2D>(tf.matMul(from, layer.weights as tfTypes.Tensor2D), layer.bias)
      return i < variables.length - 1 ? tf.mul<tfTypes.Tensor2D>(sum, tf.sigmoid(sum)) : sum
    }, input)
  const lossOf = (rows: Uint32Array, weights: Float32Array): tfTypes.Scalar => {
    const input = tf.tensor2d(pick(task.inputs, rows, task.width), [rows.length, task.width])
    const shape: [number, number, number] = [rows.length, task.leads, 1]
    const wanted = tf.tensor3d(pick(task.wanted, rows, task.leads), shape)
    const weight = tf.tensor3d(pick(weights, rows, task.leads), shape)
    const output = tf.reshape(forward(input), [rows.length, task.leads, 1 + task.probabilities.length])
    const error = tf.sub(wanted, output)
    const ofMean = huber(tf, tf.slice(error, [0, 0, 0], [-1, -1, 1]))
    const ofQuantile = tf.slice(error, [0, 0, 1], [-1, -1, -1])
    const pinball = tf.mean(tf.maximum(tf.mul(probabilities, ofQuantile), tf.mul(tf.sub(probabilities, 1), ofQuantile)), 2, true)
    const each = tf.add(tf.mul(ofMean, settings.meanShare), pinball)
    return tf.div(tf.sum(tf.mul(each, weight)), tf.add(tf.sum(weight), 1e-6))
  }
  const penalty = () =>
    variables.reduce<tfTypes.Scalar>((sum, layer) => tf.add(sum, tf.mul(settings.decay, tf.sum(tf.square(layer.weights)))), tf.scalar(0))
  const read = (): DenseNetwork =>
    variables.map((layer, i) => ({
      inputs: sizes[i]!,
      outputs: sizes[i + 1]!,
      weights: Float32Array.from(layer.weights.dataSync()),
      bias: Float32Array.from(layer.bias.dataSync()),
    }))
  const heldLoss = () => {
    let [sum, count] = [0, 0]
    for (let at = 0; at < task.held.length; at += 4096) {
      const rows = task.held.subarray(at, at + 4096)
      sum += rows.length * tf.tidy(() => lossOf(rows, task.heldWeights).dataSync()[0]!)
      count += rows.length
    }
    return sum / Math.max(count, 1)
  }
  let best = read()
  let bestLoss = heldLoss()
  let bestEpoch = 0
  const rows = task.training.slice()
  for (let epoch = 1; epoch <= settings.mostEpochs && epoch - bestEpoch <= settings.patience; epoch += 1) {
    shuffle(rows, task.random)
    // the step shrinks as the training goes on, so that the last epochs settle
    setRate(optimizer, settings.rate / (1 + 0.1 * (epoch - 1)))
    for (let at = 0; at + 32 <= rows.length; at += settings.batch) {
      const batch = rows.subarray(at, at + settings.batch)
      optimizer.minimize(() => tf.add(lossOf(batch, task.weights), penalty()) as tfTypes.Scalar)
    }
    const loss = heldLoss()
    if (loss < bestLoss) {
      best = read()
      bestLoss = loss
      bestEpoch = epoch
    }
  }
  variables.forEach((layer) => [layer.weights, layer.bias].forEach((variable) => variable.dispose()))
  probabilities.dispose()
  optimizer.dispose()
  return best
}

function variableOf(tf: TensorFlow, values: Float32Array, shape: number[]): tfTypes.Variable {
  const initialTensor = tf.tensor(values, shape)
  const variable = tf.variable(initialTensor)
  initialTensor.dispose()
  return variable
}

/** The step of Adam, which TensorFlow.js keeps writable but does not declare so. */
function setRate(optimizer: tfTypes.AdamOptimizer, rate: number): void {
  ;(optimizer as unknown as { learningRate: number }).learningRate = rate
}

const HUBER = 4

/** Half the square near 0 and a straight line from {@link HUBER} spreads on: one broken reading must not steer a batch. */
function huber(tf: TensorFlow, error: tfTypes.Tensor): tfTypes.Tensor {
  const size = tf.abs(error)
  const near = tf.minimum(size, HUBER)
  return tf.add(tf.mul(0.5, tf.square(near)), tf.mul(HUBER, tf.sub(size, near)))
}

/** The last layer begins near 0: the network starts from the linear forecast it corrects. */
function initial(inputs: number, outputs: number, last: boolean, random: Random): Float32Array {
  const spread = (last ? 0.1 : 1) * Math.sqrt(1 / inputs)
  return Float32Array.from({ length: inputs * outputs }, () => spread * normal(random))
}

function pick(values: Float32Array, rows: Uint32Array, width: number): Float32Array {
  const picked = new Float32Array(rows.length * width)
  rows.forEach((row, i) => picked.set(values.subarray(row * width, (row + 1) * width), i * width))
  return picked
}
