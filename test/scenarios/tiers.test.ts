import { setTimeout as sleep } from 'node:timers/promises'
import type { ReplayRun, SendingBoard, WarningBrief } from '#libs/contract'
import { describeWithQueue } from '../services'
import { type Installation, startInstallation } from '../simulators/installation'

const PATIENCE_MS = 120_000
jest.setTimeout(4 * PATIENCE_MS)

class Console {
  private constructor(
    private readonly address: string,
    private readonly cookie: string,
  ) {}

  static async signIn({ address, password }: Installation, username: string): Promise<Console> {
    const response = await fetch(`${address}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
    })
    expect(response.status).toBe(200)
    return new Console(address, response.headers.get('set-cookie')?.split(';')[0] ?? '')
  }

  async get<T>(route: string): Promise<T> {
    const response = await fetch(`${this.address}/api/${route}`, { headers: { cookie: this.cookie } })
    return (await response.json()) as T
  }

  async post(route: string, body: unknown = {}): Promise<number> {
    const response = await fetch(`${this.address}/api/${route}`, {
      method: 'POST',
      headers: { cookie: this.cookie, 'content-type': 'application/json', 'x-kentongan': '1' },
      body: JSON.stringify(body),
    })
    return response.status
  }
}

async function until<T>(look: () => Promise<T | undefined>, what: string): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (Date.now() > deadline) throw new Error(`not within ${PATIENCE_MS / 1_000} s: ${what}`)
    await sleep(300)
  }
}

describeWithQueue('the same product on every tier', () => {
  it.each([
    ['PostgreSQL and Redis found on the machine', {}, ['PostgreSQL', 'Redis']],
    ['PostgreSQL with the queue in it', { KENTONGAN_QUEUE: 'postgres' }, ['PostgreSQL']],
    ['PGlite with the queue in it', { KENTONGAN_TIER: 'pglite', KENTONGAN_QUEUE: 'postgres' }, ['PGlite']],
  ])('%s: sign in, draft, approve, send', async (_, env, words) => {
    const installation = await startInstallation(env)
    try {
      for (const word of words) expect(installation.said).toContain(word)
      const operator = await Console.signIn(installation, 'operator')
      const approver = await Console.signIn(installation, 'penyetuju')
      expect(await operator.post('replays', { name: 'jakarta-2020', speed: 'max' })).toBe(202)
      const draft = await until(async () => (await operator.get<WarningBrief[]>('warnings')).find((warning) => warning.state === 'draft'), 'a draft')
      expect(await operator.post(`warnings/${draft.id}/submission`)).toBe(200)
      expect(await operator.post(`warnings/${draft.id}/approval`)).toBe(403)
      expect(await approver.post(`warnings/${draft.id}/approval`)).toBe(200)
      const board = await until(async () => {
        const answer = await approver.get<SendingBoard>(`warnings/${draft.id}/board`)
        return answer.totals.planned > 0 && answer.totals.pending === 0 ? answer : undefined
      }, 'everything attempted')
      expect(board.totals.attempted).toBe(board.totals.planned)
      expect(board.totals.accepted).toBeGreaterThan(0)
      const { run } = await operator.get<{ run: ReplayRun }>('replays')
      expect(run.state).toBe('running')
    } finally {
      await installation.stop()
    }
  })
})
