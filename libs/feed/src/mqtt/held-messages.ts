/** A message that came and is not yet acknowledged. */
export interface HeldMessage {
  readonly payload: Buffer
  readonly receivedAt: Date
  /** None when it was published without a promise of delivery (QoS 0). */
  readonly packetId: number | undefined
  /** The connection on which the broker waits for its acknowledgement. */
  connection: number
}

/** Everything that came and is not yet acknowledged. Never more than the limit and one: then the one who brings them waits. */
export class HeldMessages {
  private readonly byPacketId = new Map<number, HeldMessage>()
  private readonly all = new Set<HeldMessage>()
  private waiting: (() => void) | undefined

  constructor(private readonly limit: number) {}

  get size(): number {
    return this.all.size
  }

  /**
   * After a broken connection the broker sends again what it saw no acknowledgement of. What is still here is not taken a second time,
   * only acknowledged on the new connection.
   * @returns true when it is here already
   */
  adopt(packetId: number, payload: Buffer, connection: number): boolean {
    const held = this.byPacketId.get(packetId)
    if (!held?.payload.equals(payload)) return false
    held.connection = connection
    return true
  }

  /** @param next called when another may come: at once, or as soon as there is room */
  add(message: HeldMessage, next: () => void): void {
    this.all.add(message)
    if (message.packetId !== undefined) this.byPacketId.set(message.packetId, message)
    if (this.all.size > this.limit) this.waiting = next
    else next()
  }

  release(messages: readonly HeldMessage[]): void {
    for (const message of messages) {
      this.all.delete(message)
      if (message.packetId !== undefined && this.byPacketId.get(message.packetId) === message) this.byPacketId.delete(message.packetId)
    }
    if (this.all.size > this.limit) return
    const next = this.waiting
    this.waiting = undefined
    next?.()
  }
}
