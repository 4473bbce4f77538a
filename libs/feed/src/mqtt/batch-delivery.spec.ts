import { Logger } from '@nestjs/common'
import { PayloadUnusable } from '../parsed'
import { BatchDelivery } from './batch-delivery'
import type { HeldMessage } from './held-messages'

const RECEIVED = new Date('2026-01-01T00:00:00Z')
const messages = (from: number, to: number): HeldMessage[] =>
  Array.from({ length: to - from }, (_, i) => ({
    payload: Buffer.from(`${from + i}`),
    receivedAt: RECEIVED,
    packetId: from + i,
    connection: 0,
  }))

describe('handing messages over', () => {
  let given: string[][]
  let taken: number[]
  let fault: (lines: string[]) => Error | undefined

  const deliveryOf = (batchMax = 8): BatchDelivery =>
    new BatchDelivery(
      { batchMax, batchMs: 100, batchBytes: 1_000 },
      async (raw) => {
        const lines = raw.toString().trimEnd().split('\n')
        given.push(lines)
        const error = fault(lines)
        if (error) throw error
      },
      (done) => taken.push(...done.map(({ packetId }) => packetId ?? -1)),
    )

  beforeEach(() => {
    jest.useFakeTimers()
    jest.spyOn(Logger.prototype, 'warn').mockImplementation()
    given = []
    taken = []
    fault = () => undefined
  })
  afterEach(() => {
    jest.useRealTimers()
    jest.restoreAllMocks()
  })

  it('a full batch goes at once, a lone message when it has waited', async () => {
    const delivery = deliveryOf()
    for (const message of messages(0, 9)) delivery.add(message)
    await jest.advanceTimersByTimeAsync(99)
    expect(given.map((batch) => batch.length)).toEqual([8])
    await jest.advanceTimersByTimeAsync(1)
    expect(given.map((batch) => batch.length)).toEqual([8, 1])
    expect(taken).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
  })

  it('while nothing goes through, a batch stays whole for a while and nothing is let go', async () => {
    const delivery = deliveryOf()
    fault = () => new Error('no database')
    for (const message of messages(0, 8)) delivery.add(message)
    await jest.advanceTimersByTimeAsync(6_000)
    expect(taken).toEqual([])
    expect(given.length).toBeGreaterThanOrEqual(3)
    expect(given.every((batch) => batch.length === 8)).toBe(true)
    fault = () => undefined
    await jest.advanceTimersByTimeAsync(60_000)
    expect(taken.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  })

  it('a message at fault ends alone, even when no other batch ever comes to show that the sink works', async () => {
    const delivery = deliveryOf()
    fault = (lines) => (lines.includes('5') ? new Error('this one') : undefined)
    for (const message of messages(0, 8)) delivery.add(message)
    await jest.advanceTimersByTimeAsync(300_000)
    expect(taken.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 6, 7])
    const before = given.length
    await jest.advanceTimersByTimeAsync(300_000)
    expect(given.slice(before).every((batch) => batch.join() === '5')).toBe(true)
    expect(given.length).toBeGreaterThan(before)
  })

  it('what the source can never read is let go', async () => {
    const delivery = deliveryOf()
    fault = () => new PayloadUnusable('chirpstack', 'no JSON')
    for (const message of messages(0, 8)) delivery.add(message)
    await jest.advanceTimersByTimeAsync(1)
    expect(taken).toHaveLength(8)
    expect(given).toHaveLength(1)
  })

  it('once stopped it begins nothing', async () => {
    const delivery = deliveryOf()
    for (const message of messages(0, 3)) delivery.add(message)
    await delivery.stop()
    await jest.advanceTimersByTimeAsync(1_000)
    expect(given).toEqual([])
  })
})
