import type { Store } from './store'

/** The provider's time: the wall's, or an instant moved by hand that survives a restart. */
export class ProviderClock {
  private constructor(
    private readonly store: Store,
    private isManual: boolean,
    private moved: Date,
  ) {}

  static async open(store: Store, kind: 'wall' | 'manual'): Promise<ProviderClock> {
    const [row] = await store.query<{ now: Date | null }>(`select now from setting where id = 1`)
    return new ProviderClock(store, kind === 'manual', row?.now ?? new Date())
  }

  get manual(): boolean {
    return this.isManual
  }

  /** From the wall clock to a clock moved by hand, or back. */
  async follow(kind: 'wall' | 'manual', now?: Date): Promise<void> {
    if (now) await this.move(now)
    this.isManual = kind === 'manual'
  }

  now(): Date {
    return this.manual ? this.moved : new Date()
  }

  async move(now: Date): Promise<void> {
    await this.store.query(`update setting set now = $1 where id = 1`, [now])
    this.moved = now
  }
}
