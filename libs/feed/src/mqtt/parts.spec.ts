import { HeldMessages } from './held-messages'
import { joinEvents } from './join-events'
import { retryDelayMs } from './retry-delay'
import { sourceOfTopic, TOPICS } from './source-of-topic'

describe('the source of a topic', () => {
  it.each([
    ['application/17c8/device/0101010101010101/event/up', 'chirpstack'],
    ['application/17c8/device/0101010101010101/event/join', 'chirpstack'],
    [TOPICS.chirpstack, 'chirpstack'],
    ['v3/app@ttn/devices/eui-1/up', 'ttn'],
    [TOPICS.ttn, 'ttn'],
    ['v3/app@ttn/devices/eui-1/join', undefined],
    ['application/a/device/b/event/up/more', undefined],
    ['gateway/1/event/up', undefined],
  ])('%s: %s', (topic, source) => expect(sourceOfTopic(topic)).toBe(source))
})

describe('messages as one payload', () => {
  it('stand each on a line, whatever breaks they had', () => {
    const first = Buffer.from('{\n\r\n"a": 1\n}')
    expect(joinEvents([first, Buffer.from('{}'), Buffer.alloc(0)]).toString()).toBe('{   "a": 1 }\n{}\n\n')
    expect(first.toString()).toBe('{\n\r\n"a": 1\n}')
  })
})

describe('the delay before another attempt', () => {
  it('doubles up to a minute', () => {
    expect([1, 2, 3, 8, 1_000].map((failures) => retryDelayMs(failures, () => 0))).toEqual([500, 1_000, 2_000, 60_000, 60_000])
    expect(retryDelayMs(1, () => 1)).toBe(375)
  })
})

describe('what is not yet acknowledged', () => {
  const message = (packetId: number, text = `${packetId}`) => ({
    payload: Buffer.from(text),
    receivedAt: new Date(0),
    packetId,
    connection: 0,
  })

  it('is bounded: the one who brings more waits until there is room', () => {
    const held = new HeldMessages(2)
    const called: number[] = []
    const [one, two, three] = [message(1), message(2), message(3)]
    for (const each of [one, two, three]) held.add(each, () => called.push(each.packetId))
    expect(called).toEqual([1, 2])
    held.release([two])
    expect([called, held.size]).toEqual([[1, 2, 3], 2])
  })

  it('is known again by its number and content, and no longer once released', () => {
    const held = new HeldMessages(2)
    const one = message(1)
    held.add(one, () => undefined)
    expect(held.adopt(1, Buffer.from('other'), 3)).toBe(false)
    expect(held.adopt(1, Buffer.from('1'), 3)).toBe(true)
    expect(one.connection).toBe(3)
    held.release([one])
    expect(held.adopt(1, Buffer.from('1'), 4)).toBe(false)
  })
})
