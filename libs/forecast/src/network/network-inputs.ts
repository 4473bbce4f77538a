import { type Scaling, scaleRow } from '../linear/scaling'

/**
 * What the networks see of a row: its scaled features with long tails drawn in, then the linear forecasts in units of
 * their usual error.
 */
export function networkInputs(
  scaling: Scaling,
  values: Float32Array,
  count: number,
  linear: readonly Float64Array[],
  units: ArrayLike<number>,
): Float32Array {
  const width = scaling.mean.length
  const full = width + linear.length
  const inputs = new Float32Array(count * full)
  for (let row = 0; row < count; row += 1) {
    const at = row * full
    scaleRow(scaling, values, row * width, inputs, at)
    for (let j = 0; j < width; j += 1) inputs[at + j] = Math.asinh(inputs[at + j]!)
    for (let lead = 0; lead < linear.length; lead += 1) inputs[at + width + lead] = Math.asinh(linear[lead]![row]! / units[lead]!)
  }
  return inputs
}
