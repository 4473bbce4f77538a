/** One dense layer: `weights` is [input][output]. */
export interface DenseLayer {
  readonly inputs: number
  readonly outputs: number
  readonly weights: Float32Array
  readonly bias: Float32Array
}

/** Dense layers with a soft ramp (swish) between them and none after the last. */
export type DenseNetwork = readonly DenseLayer[]

/** Scratch space for {@link runNetwork}: one row of the widest layer, twice. */
export function scratchFor(network: DenseNetwork): [Float32Array, Float32Array] {
  const widest = Math.max(...network.map((layer) => Math.max(layer.inputs, layer.outputs)))
  return [new Float32Array(widest), new Float32Array(widest)]
}

/** Output of the network for one row, in the scratch space: copy it before the next run. */
export function runNetwork(network: DenseNetwork, input: Float32Array, at: number, scratch: [Float32Array, Float32Array]): Float32Array {
  let [from, to] = scratch
  from.set(input.subarray(at, at + network[0]!.inputs))
  network.forEach((layer, index) => {
    to.set(layer.bias)
    for (let i = 0; i < layer.inputs; i += 1) {
      const value = from[i]!
      if (value === 0) continue
      const base = i * layer.outputs
      for (let j = 0; j < layer.outputs; j += 1) to[j]! += value * layer.weights[base + j]!
    }
    if (index < network.length - 1) for (let j = 0; j < layer.outputs; j += 1) to[j]! *= 1 / (1 + Math.exp(-to[j]!))
    ;[from, to] = [to, from]
  })
  return from.subarray(0, network[network.length - 1]!.outputs)
}
