import type { Problem } from '#libs/platform'
import type { ForecastStation } from '../../forecaster'

/** No river stands this many times above its worst step; centimetres taken for metres stand a hundred times too high. */
const TIMES_ABOVE_LADDER = 4

/** A ladder near the gauge's zero says nothing about the size of the river: at least so many metres are counted as its height. */
const LEAST_HEIGHT = 1

/** Fewer rows than this share are odd readings, which the model has to live with; more are another unit. */
const SHARE_OF_ROWS = 0.01

/** Watches whether a post's levels are metres, by its ladder. A post without a ladder is not judged. */
export class UnitWatch {
  private readonly highest: number
  private above = 0
  private rows = 0
  private first: { readonly row: number; readonly value: number } | undefined

  constructor(private readonly station: ForecastStation) {
    const isLevel = station.parameter === 'water_level' && station.ladder !== undefined && station.ladder.length > 0
    const top = Math.max(...(station.ladder ?? []).map((step) => step.from), LEAST_HEIGHT)
    this.highest = isLevel ? TIMES_ABOVE_LADDER * top : Infinity
  }

  see(value: number, row: number): void {
    this.rows++
    if (value <= this.highest) return
    this.above++
    this.first ??= { row, value }
  }

  problem(file: string): Problem | undefined {
    if (!this.first || this.above < SHARE_OF_ROWS * this.rows) return undefined
    const { id, ladder = [] } = this.station
    const top = ladder.at(-1)
    return {
      file,
      row: this.first.row,
      field: 'value',
      message:
        `${this.first.value} is no level of ${id} in metres: its ladder ends at ${top?.from} m (${top?.label}), and ` +
        `${this.above} of its ${this.rows} rows lie above ${this.highest} m; are they centimetres? expected metres`,
    }
  }
}
