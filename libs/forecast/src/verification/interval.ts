const Z95 = 1.959964

/**
 * How far a share of few cases may lie from the truth: Wilson's 95 % interval.
 * @returns lower and upper bound within [0, 1]; null of no case
 * Source: Wilson (1927), JASA 22, 209.
 */
export function wilsonInterval(part: number, whole: number): [number, number] | null {
  if (whole === 0) return null
  const share = part / whole
  const spread = Z95 ** 2 / whole
  const centre = (share + spread / 2) / (1 + spread)
  const half = (Z95 * Math.sqrt((share * (1 - share)) / whole + spread / (4 * whole))) / (1 + spread)
  return [Math.max(0, centre - half), Math.min(1, centre + half)]
}
