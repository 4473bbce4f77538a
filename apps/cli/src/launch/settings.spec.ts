import { readSettings } from './settings'

describe('the settings of an installation', () => {
  it('need nothing', () =>
    expect(readSettings({})).toMatchObject({
      mode: 'exercise',
      region: 'jakarta-ciliwung',
      workers: 1,
      feeds: 'off',
      feedsBase: undefined,
    }))

  it('turn the feeds on for an address to ask at', () =>
    expect(readSettings({ FEEDS_BASE: 'http://127.0.0.1:9000' })).toMatchObject({ feeds: 'on', feedsBase: 'http://127.0.0.1:9000' }))

  it.each([
    ['KENTONGAN_MODE', 'Actual'],
    ['KENTONGAN_WORKERS', '0'],
    ['FEEDS_BASE', 'localhost:9000'],
    ['SESSION_HOURS', 'twelve'],
    ['DATABASE_URL', 'mysql://localhost/kentongan'],
  ])('name %s when it is wrong, before anything is started', (name, value) =>
    expect(() => readSettings({ [name]: value })).toThrow(new RegExp(name)),
  )
})
