import type { Store } from './store'

export type ClockMode = 'wall' | 'manual'

/** The provider's time: the wall's, or an instant moved by hand. What was moved by hand survives a restart. */
export class ProviderClock {
  private constructor(
    private readonly store: Store,
    private mode: ClockMode,
    private moved: Date,
  ) {}

  /** @param mode the mode to begin in when nobody has chosen one since */
  static async open(store: Store, mode: ClockMode): Promise<ProviderClock> {
    const [row] = await store.query<{ clock: ClockMode | null; now: Date | null }>(`select clock, now from setting where id = 1`)
    return new ProviderClock(store, row?.clock ?? mode, row?.now ?? new Date())
  }

  get manual(): boolean {
    return this.mode === 'manual'
  }

  now(): Date {
    return this.manual ? this.moved : new Date()
  }

  /** Changes the mode; a clock moved by hand begins at `now`, else where it stands. */
  async follow(mode: ClockMode, now: Date = this.now()): Promise<void> {
    if (mode === 'manual') return this.move(now)
    await this.store.query(`update setting set clock = 'wall', now = null where id = 1`)
    this.mode = 'wall'
  }

  async move(now: Date): Promise<void> {
    await this.store.query(`update setting set clock = 'manual', now = $1 where id = 1`, [now])
    this.mode = 'manual'
    this.moved = now
  }
}
