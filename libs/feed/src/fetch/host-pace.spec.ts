import { HostPace } from './host-pace'

const MINUTE = 60_000
/** BMKG takes so many requests a minute from one address. */
const BMKG_LIMIT = 60

/** A clock that jumps over every wait. */
function jumpingPace() {
  let now = 0
  const pace = new HostPace(
    () => now,
    async (ms) => void (now += ms),
  )
  return { pace, now: () => now }
}

it('sweeps the villages of a regency without more than the limit in any minute', async () => {
  const { pace, now } = jumpingPace()
  const asked: number[] = []
  for (let village = 0; village < 280; village += 1) {
    await pace.turn('api.bmkg.go.id', 50)
    asked.push(now())
  }
  for (const from of asked) expect(asked.filter((at) => at >= from && at < from + MINUTE).length).toBeLessThanOrEqual(BMKG_LIMIT)
  expect(now()).toBeLessThan(6 * MINUTE)
})

it('does not make one host wait for another', async () => {
  const { pace, now } = jumpingPace()
  await pace.turn('slow', 1)
  await pace.turn('other', 1)
  expect(now()).toBe(0)
  await pace.turn('slow', 1)
  expect(now()).toBe(MINUTE)
})

it('keeps the pace of the slowest who asks a host', async () => {
  const { pace, now } = jumpingPace()
  await pace.turn('host', 1)
  await pace.turn('host', 60)
  expect(now()).toBe(MINUTE)
})
