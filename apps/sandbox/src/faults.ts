/** Ways in which a provider disappoints. "after" faults store the messages first: only a lookup can tell. */
export const FAULTS = ['none', '401', '429', '500', 'reset-before', 'reset-after', 'timeout-before', 'timeout-after', 'garbage'] as const

export type Fault = (typeof FAULTS)[number]

/** The fault that the next `count` submissions meet. */
export class Faults {
  private mode: Fault = 'none'
  private left = 0

  set(mode: Fault, count: number): void {
    this.mode = mode
    this.left = mode === 'none' ? 0 : count
  }

  next(): Fault {
    if (this.left <= 0) return 'none'
    this.left -= 1
    return this.mode
  }
}
