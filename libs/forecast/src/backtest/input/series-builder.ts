import type { ForecastStation, Series } from '../../forecaster'

/** Two rows that say different things of one instant. */
export interface Contradiction {
  readonly station: string
  readonly parameter: string
  readonly at: number
  readonly values: readonly [number, number]
  /** Rows in the file, the heading being row 1. */
  readonly rows: readonly [number, number]
}

export interface BuiltSeries {
  readonly series: Series
  /** Rows left out because an equal one stands for them. */
  readonly duplicates: number
  readonly contradictions: readonly Contradiction[]
}

/** Gathers the rows of one post and parameter in whatever order they come. */
export class SeriesBuilder {
  private times = new Float64Array(1_024)
  private values = new Float64Array(1_024)
  private rows = new Int32Array(1_024)
  private isAscending = true
  count = 0

  constructor(readonly station: ForecastStation) {}

  add(at: number, value: number, row: number): void {
    if (this.count === this.times.length) this.grow()
    if (this.count > 0 && at <= (this.times[this.count - 1] as number)) this.isAscending = false
    this.times[this.count] = at
    this.values[this.count] = value
    this.rows[this.count] = row
    this.count++
  }

  /** Oldest first, one row an instant: of rows that contradict each other the later one in the file counts, as a correction does. */
  build(): BuiltSeries {
    const { id, parameter } = this.station
    const order = Array.from({ length: this.count }, (_, i) => i)
    if (!this.isAscending) order.sort((a, b) => (this.times[a] as number) - (this.times[b] as number) || a - b)
    const kept: number[] = []
    const contradictions: Contradiction[] = []
    for (const i of order) {
      const before = kept.at(-1)
      if (before === undefined || this.times[before] !== this.times[i]) {
        kept.push(i)
        continue
      }
      kept[kept.length - 1] = i
      if (this.values[before] !== this.values[i]) contradictions.push(this.contradiction(before, i))
    }
    return {
      series: {
        station: id,
        parameter,
        times: Float64Array.from(kept, (i) => this.times[i] as number),
        values: Float64Array.from(kept, (i) => this.values[i] as number),
      },
      duplicates: this.count - kept.length - contradictions.length,
      contradictions,
    }
  }

  private contradiction(first: number, second: number): Contradiction {
    return {
      station: this.station.id,
      parameter: this.station.parameter,
      at: this.times[first] as number,
      values: [this.values[first] as number, this.values[second] as number],
      rows: [this.rows[first] as number, this.rows[second] as number],
    }
  }

  private grow(): void {
    const larger = this.times.length * 2
    this.times = enlarged(this.times, new Float64Array(larger))
    this.values = enlarged(this.values, new Float64Array(larger))
    this.rows = enlarged(this.rows, new Int32Array(larger))
  }
}

function enlarged<T extends Float64Array | Int32Array>(from: T, to: T): T {
  to.set(from)
  return to
}
