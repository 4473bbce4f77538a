/** A document against its schema in ten thousand places says no more than one in fifty. */
const MOST_VIOLATIONS = 50

/** What was found wrong with one alert: what it was read in spite of, and what makes it unusable. */
export class Findings {
  readonly violations: string[] = []
  readonly faults: { readonly field: string; readonly reason: string }[] = []
  private leftOut = 0

  violation(what: string): void {
    if (this.violations.length < MOST_VIOLATIONS) this.violations.push(what)
    else this.leftOut += 1
  }

  fault(field: string, reason: string): void {
    if (this.faults.length < MOST_VIOLATIONS) this.faults.push({ field, reason })
  }

  summary(): string[] {
    return this.leftOut === 0 ? this.violations : [...this.violations, `and ${this.leftOut} more`]
  }
}

/** A value from outside, short enough to be printed. */
export const quoted = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)
