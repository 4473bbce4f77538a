import { createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { behaviourOf, isUnknownNumber } from '../../apps/sandbox/src/behaviour'
import { describeWithDatabase, freshDatabase, type TestDatabase } from '../services'
import { type SandboxProcess, startSandboxProcess } from '../simulators/sandbox-process'
import { tempFolder } from '../factories/temp-folder'

interface HookCall {
  readonly signature: string
  readonly body: string
  readonly receipts: { reference: string; status: string; at: string }[]
  readonly replies: { id: string; from: string; text: string; at: string }[]
}

const NOW = '2020-01-01T03:00:00.000Z'
const LATER = '2020-01-01T04:00:00.000Z'
const KEY = 'key of the test'
const TEXT = 'LATIHAN. Banjir. Balas TERIMA.'
const phones = Array.from({ length: 300 }, (_, n) => `+62813${String(n).padStart(8, '0')}`).filter((phone) => !isUnknownNumber(phone))
const messages = phones.map((to) => ({ reference: `m.${to}.sandbox.1`, to, text: TEXT }))
const callbacksOf = phones.flatMap((phone) => [
  ...(behaviourOf(phone, TEXT).receipt ? [1] : []),
  ...behaviourOf(phone, TEXT).replies,
]).length

/** Listens as an installation would; `refuse` counts the calls it turns away first. */
async function listen(): Promise<{ calls: HookCall[]; url: string; refuse: number; server: Server }> {
  const hook = { calls: [] as HookCall[], url: '', refuse: 0, server: undefined as unknown as Server }
  hook.server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = Buffer.concat(parts).toString()
      if (hook.refuse > 0) {
        hook.refuse -= 1
        response.writeHead(503).end()
        return
      }
      hook.calls.push({
        signature: String(request.headers['x-sandbox-signature']),
        body,
        ...(JSON.parse(body) as Pick<HookCall, 'receipts' | 'replies'>),
      })
      response.writeHead(200).end('{}')
    })
  })
  await new Promise<void>((resolve) => hook.server.listen(0, '127.0.0.1', resolve))
  hook.url = `http://127.0.0.1:${(hook.server.address() as AddressInfo).port}/`
  return hook
}

describeWithDatabase('the provider of the virtual phones', () => {
  let database: TestDatabase
  let provider: SandboxProcess
  let hook: Awaited<ReturnType<typeof listen>>
  const start = (settings: Record<string, string> = {}) =>
    startSandboxProcess(database.url, { SANDBOX_CLOCK: 'manual', SANDBOX_KEY: KEY, SANDBOX_HOOK_URL: hook.url, ...settings })

  beforeEach(async () => {
    database = await freshDatabase()
    hook = await listen()
    provider = await start()
    await provider.call('POST', '/v1/clock', { now: NOW })
  })
  afterEach(async () => {
    await provider.kill()
    hook.server.closeAllConnections()
    await new Promise((done) => hook.server.close(done))
    await database.drop()
  })

  it('hands over what falls due in order, signed, in batches, and each item once', async () => {
    await provider.call('POST', '/v1/messages', { messages })
    const { at } = await provider.call<{ at: string }>('GET', '/v1/next-due')
    expect(at).toBe(NOW)
    expect(await provider.call('POST', '/v1/clock', { now: LATER })).toEqual({ callbacks: callbacksOf })
    expect(await provider.call('POST', '/v1/clock', { now: LATER })).toEqual({ callbacks: 0 })
    expect(await provider.call('GET', '/v1/next-due')).toEqual({ at: null })
    const instants = hook.calls.map((call) => [...call.receipts, ...call.replies].map((item) => item.at).toSorted())
    expect(instants.every((list) => list.length <= 500)).toBe(true)
    expect(instants.flat()).toEqual(instants.flat().toSorted())
    expect(hook.calls.every((call) => call.signature === createHmac('sha256', KEY).update(call.body).digest('hex'))).toBe(true)
    expect(hook.calls.flatMap((call) => call.replies).every((reply) => reply.at <= LATER)).toBe(true)
  })

  it('offers an item again until the hook has taken it', async () => {
    await provider.call('POST', '/v1/messages', { messages })
    hook.refuse = 2
    expect(await provider.call('POST', '/v1/clock', { now: LATER })).toEqual({ callbacks: callbacksOf })
  })

  it('keeps everything over a kill', async () => {
    await provider.call('POST', '/v1/messages', { messages })
    await provider.kill()
    provider = await start()
    expect(await provider.stats()).toMatchObject({ messages: phones.length, duplicates: 0 })
    expect(await provider.call('POST', '/v1/clock', { now: LATER })).toEqual({ callbacks: callbacksOf })
  })

  it('stores what comes again as one message more, and counts it', async () => {
    await provider.call('POST', '/v1/messages', { messages: messages.slice(0, 3) })
    await provider.call('POST', '/v1/messages', { messages: messages.slice(0, 2) })
    await provider.call('POST', '/v1/messages', { messages: [{ ...messages[0], reference: `m.${phones[0]}.sandbox.2` }] })
    expect(await provider.stats()).toMatchObject({ messages: 6, duplicates: 3 })
    await provider.call('DELETE', '/v1/messages')
    expect(await provider.stats()).toMatchObject({ messages: 0, duplicates: 0 })
  })

  it('takes no request after its end of validity', async () => {
    const late = await fetch(new URL('/v1/messages', provider.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'x-valid-until': new Date(Date.now() - 1).toISOString() },
      body: JSON.stringify({ messages: messages.slice(0, 1) }),
    })
    expect(late.status).toBe(410)
    expect(await provider.stats()).toMatchObject({ messages: 0 })
  })

  it('shows each phone’s conversation and lets a person type a reply', async () => {
    await provider.call('POST', '/v1/messages', { messages: messages.slice(0, 2) })
    const number = encodeURIComponent(phones[1] as string)
    await provider.call('POST', `/v1/phones/${number}/reply`, { text: 'LAPOR BANJIR 80 CM' })
    expect(hook.calls.flatMap((call) => call.replies)).toEqual([
      expect.objectContaining({ from: phones[1], text: 'LAPOR BANJIR 80 CM', at: NOW }),
    ])
    const list = await provider.call<{ phones: { number: string; lastReply: string | null }[] }>('GET', '/v1/phones?limit=10')
    expect(list.phones.map((phone) => phone.number).toSorted()).toEqual(phones.slice(0, 2))
    const { messages: shown } = await provider.call<{ messages: { direction: string; text: string }[] }>(
      'GET',
      `/v1/phones/${number}/messages`,
    )
    expect(shown.map((item) => [item.direction, item.text])).toEqual([
      ['received', TEXT],
      ['sent', 'LAPOR BANJIR 80 CM'],
    ])
  })

  it.each<[string, string, unknown, number]>([
    ['POST', '/v1/messages', { messages: [] }, 400],
    ['POST', '/v1/messages', { messages: [{ to: '+628' }] }, 400],
    ['POST', '/v1/clock', { now: 'yesterday' }, 400],
    ['GET', '/v1/nothing', undefined, 404],
  ])('answers %s %s with %j by a status that says so', async (method, route, body, status) => {
    await expect(provider.call(method, route, body)).rejects.toThrow(`${method} ${route}: ${status}`)
  })

  it('answers nobody without the key', async () => {
    expect((await fetch(new URL('/v1/stats', provider.url), { headers: { authorization: 'Bearer wrong' } })).status).toBe(401)
  })

  it('goes back to the wall clock when it is told to, and stays there over a kill', async () => {
    await provider.call('POST', '/v1/clock', { mode: 'wall' })
    await provider.kill()
    provider = await start()
    await expect(provider.call('POST', '/v1/clock', { now: LATER })).rejects.toThrow('409')
    await provider.call('POST', '/v1/clock', { mode: 'manual', now: LATER })
  })
})

describeWithDatabase('the provider of the virtual phones without a database server', () => {
  it('keeps its messages in a folder, over a kill', async () => {
    const folder = tempFolder('phones')
    const settings = { SANDBOX_STORE: `pglite:${folder}/db`, SANDBOX_CLOCK: 'manual', SANDBOX_KEY: KEY }
    const first = await startSandboxProcess('', settings)
    await first.call('POST', '/v1/messages', { messages: messages.slice(0, 5) })
    await first.kill()
    const second = await startSandboxProcess('', settings)
    expect(await second.stats()).toMatchObject({ messages: 5, duplicates: 0 })
    await second.kill()
  }, 60_000)
})
