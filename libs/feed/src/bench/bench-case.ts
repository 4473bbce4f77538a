/** One figure beside the limit measured in the same run. */
export interface BenchCase {
  readonly name: string
  readonly figure: number
  readonly unit: string
  readonly limit: number
  readonly ratio: number
}
