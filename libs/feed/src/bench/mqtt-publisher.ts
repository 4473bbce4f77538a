import { connectAsync } from 'mqtt'
import { topicOf, uplink } from './mqtt-uplink'

/** What the bench asks of this process of its own: uplinks by their numbers, as fast as the broker takes them or so many a second. */
export interface PublishOrder {
  readonly url: string
  readonly from: number
  readonly count: number
  readonly perSecond?: number
}

/** How many the broker has taken so far. */
export interface PublishProgress {
  readonly published: number
}

const PORTION = 200

async function publish({ url, from, count, perSecond }: PublishOrder): Promise<void> {
  const client = await connectAsync(url)
  const started = performance.now()
  for (let published = 0; published < count;) {
    const portion = Math.min(PORTION, count - published)
    const start = from + published
    await Promise.all(Array.from({ length: portion }, (_, i) => client.publishAsync(topicOf(start + i), uplink(start + i), { qos: 1 })))
    published += portion
    process.send?.({ published } satisfies PublishProgress)
    if (perSecond !== undefined) {
      const early = (published / perSecond) * 1_000 - (performance.now() - started)
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early))
    }
  }
  await client.endAsync()
  process.disconnect()
}

process.once('message', (order: PublishOrder) => void publish(order))
