import type { Channel, OutgoingMessage, SendOutcome } from '#libs/delivery'

export type ProviderFault = '401' | '429' | '500' | 'reset-before' | 'reset-after' | 'timeout-after' | 'garbage'

/** A provider that a channel talks to, with its faults at hand. */
export interface ChannelSimulator {
  readonly channel: Channel
  /** The same adapter in front of a port where nobody listens. */
  readonly unreachable: Channel
  readonly secrets: readonly string[]
  /** A number that the provider takes, another for each index. */
  goodNumber(index: number): string
  readonly refusedNumber: string
  /** The next call meets this fault. */
  fault(mode: ProviderFault): Promise<void>
  /** How many messages the provider holds under a reference. */
  held(reference: string): Promise<number>
  stop(): Promise<void>
}

let serial = 0

/** The case list that every channel adapter must pass, whatever its provider. */
export function channelContract(start: () => Promise<ChannelSimulator>): void {
  let simulator: ChannelSimulator
  beforeAll(async () => {
    simulator = await start()
  })
  afterAll(() => simulator.stop())

  const soon = (): Date => new Date(Date.now() + 1_000)
  const text = 'LATIHAN. Rahasia 4711. Balas TERIMA.'
  const aMessage = (to: string): OutgoingMessage => ({
    reference: `00000000-0000-4000-8000-${String((serial += 1)).padStart(12, '0')}.${to}.x.1`,
    to,
    text,
  })
  const twoMessages = (): OutgoingMessage[] => [aMessage(simulator.goodNumber(1)), aMessage(simulator.goodNumber(2))]
  const kinds = (outcomes: readonly SendOutcome[]): string[] => outcomes.map((outcome) => outcome.kind)
  const heldOf = (batch: readonly OutgoingMessage[]): Promise<number[]> =>
    Promise.all(batch.map((message) => simulator.held(message.reference)))

  it('accepts with the name that the provider gives, which a lookup confirms', async () => {
    const batch = twoMessages()
    const outcomes = await simulator.channel.send(batch, soon())
    expect(kinds(outcomes)).toEqual(['accepted', 'accepted'])
    const found = await simulator.channel.lookup(batch.map((message) => message.reference))
    expect(found.map((answer) => answer.kind === 'found' && answer.providerRef)).toEqual(
      outcomes.map((outcome) => outcome.kind === 'accepted' && outcome.providerRef),
    )
    expect(await heldOf(batch)).toEqual([1, 1])
  })

  it('answers in the order asked, a refused number beside a good one', async () => {
    const batch = [aMessage(simulator.refusedNumber), aMessage(simulator.goodNumber(3)), aMessage(simulator.refusedNumber)]
    const outcomes = await simulator.channel.send(batch, soon())
    expect(kinds(outcomes)).toEqual(['refused', 'accepted', 'refused'])
    expect(outcomes[0]).toEqual({ kind: 'refused', reason: 'invalid-number' })
  })

  it.each<ProviderFault>(['401', '429'])('says not sent after %s, and nothing was', async (fault) => {
    const batch = twoMessages()
    await simulator.fault(fault)
    expect(kinds(await simulator.channel.send(batch, soon()))).toEqual(['not-sent', 'not-sent'])
    expect(await heldOf(batch)).toEqual([0, 0])
    expect((await simulator.channel.lookup(batch.map((message) => message.reference))).map((answer) => answer.kind)).not.toContain('found')
  })

  it('waits as long as a 429 asks', async () => {
    await simulator.fault('429')
    expect((await simulator.channel.send(twoMessages(), soon()))[0]).toMatchObject({ kind: 'not-sent', retryAfterMs: 1_000 })
  })

  it('reports a refused key as a fault of the channel', async () => {
    await simulator.fault('401')
    expect((await simulator.channel.send(twoMessages(), soon()))[0]).toMatchObject({ kind: 'not-sent', channelFault: true })
  })

  it('says not sent when nobody listens', async () => {
    expect(kinds(await simulator.unreachable.send(twoMessages(), soon()))).toEqual(['not-sent', 'not-sent'])
  })

  it('sends nothing after the end of validity', async () => {
    const batch = twoMessages()
    expect(kinds(await simulator.channel.send(batch, new Date(Date.now() - 1)))).toEqual(['not-sent', 'not-sent'])
    expect(await heldOf(batch)).toEqual([0, 0])
  })

  it.each<[ProviderFault, number]>([
    ['500', 0],
    ['reset-before', 0],
    ['reset-after', 1],
    ['timeout-after', 1],
    ['garbage', 1],
  ])('says unknown after %s and never tries again by itself', async (fault, held) => {
    const batch = twoMessages()
    await simulator.fault(fault)
    expect(kinds(await simulator.channel.send(batch, soon()))).toEqual(['unknown', 'unknown'])
    expect(await heldOf(batch)).toEqual([held, held])
  })

  it('is never sure about what it could not ask', async () => {
    expect((await simulator.unreachable.lookup(['a', 'b'])).map((answer) => answer.kind)).toEqual(['unsure', 'unsure'])
  })

  it('keeps numbers, texts and secrets out of every outcome', async () => {
    const said: unknown[] = []
    for (const fault of ['401', '429', '500', 'reset-before', 'timeout-after', 'garbage'] as const) {
      await simulator.fault(fault)
      said.push(await simulator.channel.send(twoMessages(), soon()))
    }
    said.push(await simulator.unreachable.send(twoMessages(), soon()), await simulator.unreachable.lookup(['a']))
    const all = JSON.stringify(said)
    for (const secret of [...simulator.secrets, '4711', simulator.goodNumber(1)]) expect(all).not.toContain(secret)
  })
}
