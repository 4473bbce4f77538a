import { ZodPipe } from '#libs/platform'
import { replayRequest } from './replay-request'

const request = (given: Record<string, unknown>): unknown =>
  new ZodPipe(replayRequest).transform({ name: 'jakarta-2020', speed: 'max', ...given })

describe('a replay asked for', () => {
  it('ends when it is told to', () =>
    expect(request({ until: '2020-01-01T03:00:00+07:00' })).toMatchObject({ until: new Date('2019-12-31T20:00:00Z') }))

  it('plays all of the recording otherwise', () => expect(request({})).toEqual({ name: 'jakarta-2020', speed: 'max' }))

  it.each<[string, unknown]>([
    ['until', 'tomorrow'],
    ['until', '2020-01-01'],
    ['until', '2020-01-01T03:00:00'], // whose three o'clock?
    ['until', '2020-02-31T03:00:00+07:00'],
    ['until', 1_577_836_800_000],
    ['until', null],
    ['speed', 0],
    ['speed', 'fast'],
    ['name', '../jakarta-2020'],
    ['untill', '2020-01-01T03:00:00+07:00'],
  ])('is refused for its %s when that is %j', (field, value) => {
    expect(() => request({ [field]: value })).toThrow(
      expect.objectContaining({
        issues: [expect.objectContaining(field === 'untill' ? { keys: ['untill'] } : { path: [field] })],
      }) as Error,
    )
  })
})
