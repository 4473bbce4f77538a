import { ConfigInvalid, loadConfig } from './config'

const DATABASE_URL = 'postgres://kentongan@localhost/kentongan'
const from = (given: Record<string, string>) => loadConfig({ DATABASE_URL, ...given })

describe('the settings of a process', () => {
  it.each<[string, Record<string, string>, 'on' | 'off']>([
    ['a drill asks no server', {}, 'off'],
    ['a drill that is told where to ask does', { FEEDS_BASE: 'http://127.0.0.1:9000' }, 'on'],
    ['a drill may be told to ask', { FEEDS: 'on' }, 'on'],
    ['the real thing asks', { KENTONGAN_MODE: 'actual' }, 'on'],
    ['the real thing may be told not to', { KENTONGAN_MODE: 'actual', FEEDS: 'off' }, 'off'],
    ['what is said outright wins over an address', { FEEDS: 'off', FEEDS_BASE: 'http://127.0.0.1:9000' }, 'off'],
    ['an empty variable is one that was not given', { FEEDS: '', FEEDS_BASE: '' }, 'off'],
  ])('feeds: %s', (_, given, expected) => expect(from(given).FEEDS).toBe(expected))

  it.each([
    ['FEEDS', 'perhaps'],
    ['FEEDS_BASE', 'file:///etc/passwd'],
    ['FEEDS_BASE', '127.0.0.1:9000'],
    ['FEED_USER_AGENT', 'one\r\nx-two: 2'],
    ['MQTT_URL', 'http://broker'],
    ['GAMMU_DATABASE_URL', 'mysql://smsd@localhost/smsd'],
    ['PORT', '70000'],
  ])('names %s when it is wrong, and keeps its value to itself', (name, value) => {
    const reading = (): unknown => from({ [name]: value })
    expect(reading).toThrow(ConfigInvalid)
    expect(reading).toThrow(expect.objectContaining({ message: expect.stringContaining(name) }))
    expect(reading).toThrow(expect.objectContaining({ message: expect.not.stringContaining(value) }))
  })

  it('names every variable that is wrong, not the first alone', () =>
    expect(() => loadConfig({ PORT: 'x', DB_POOL: '0' })).toThrow(/DATABASE_URL[^]*DB_POOL[^]*PORT/))

  it('cannot be changed afterwards', () => expect(Object.isFrozen(from({}))).toBe(true))
})
