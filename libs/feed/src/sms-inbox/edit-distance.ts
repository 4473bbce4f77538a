/**
 * Fewest slips between two words: a letter left out, put in, changed, or two neighbours swapped (optimal string alignment).
 * @returns a number above `limit` as soon as there are more slips than that
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1]
      let slips = Math.min((above[j] as number) + 1, (row[j - 1] as number) + 1, (above[j - 1] as number) + (isSame ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) slips = Math.min(slips, (before[j - 2] as number) + 1)
      row.push(slips)
    }
    if (row.every((slips) => slips > limit)) return limit + 1
    before = above
    above = row
  }
  return above[b.length] as number
}
