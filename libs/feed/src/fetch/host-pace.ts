import { setTimeout } from 'node:timers/promises'

const MS_PER_MINUTE = 60_000

/**
 * Spreads requests evenly: a host is asked at most once in `60,000 / requestsPerMinute` ms by this process, whoever asks.
 * Sources of one host wait for one another.
 */
export class HostPace {
  private readonly nextAt = new Map<string, number>()

  /** @param wait for so many ms; rejects when the signal aborts */
  constructor(
    private readonly wallNow: () => number = () => performance.now(),
    private readonly wait: (ms: number, signal?: AbortSignal) => Promise<unknown> = (ms, signal) =>
      setTimeout(ms, undefined, signal ? { signal } : {}),
  ) {}

  /** Waits for the host's turn. Rejects when the signal aborts. */
  async turn(host: string, requestsPerMinute: number, signal?: AbortSignal): Promise<void> {
    const now = this.wallNow()
    const at = Math.max(now, this.nextAt.get(host) ?? 0)
    this.nextAt.set(host, at + MS_PER_MINUTE / requestsPerMinute)
    if (at > now) await this.wait(at - now, signal)
  }
}
