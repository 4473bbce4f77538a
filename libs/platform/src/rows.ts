/** TypeORM answers `[rows, count]` to update and delete statements and plain rows to the rest: this gives the rows. */
export function rowsOfUpdate<T = Record<string, unknown>>(answer: unknown): T[] {
  const pair = answer as [T[], number]
  return Array.isArray(pair) && pair.length === 2 && Array.isArray(pair[0]) && typeof pair[1] === 'number' ? pair[0] : (answer as T[])
}
