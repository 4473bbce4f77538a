import keputusanEn from './rooms/keputusan/strings.en.json'
import keputusanId from './rooms/keputusan/strings.id.json'
import kirimanEn from './rooms/kiriman/strings.en.json'
import kirimanId from './rooms/kiriman/strings.id.json'
import laporanEn from './rooms/laporan/strings.en.json'
import laporanId from './rooms/laporan/strings.id.json'
import petaEn from './rooms/peta/strings.en.json'
import petaId from './rooms/peta/strings.id.json'
import posEn from './rooms/pos/strings.en.json'
import posId from './rooms/pos/strings.id.json'
import replayEn from './rooms/replay/strings.en.json'
import replayId from './rooms/replay/strings.id.json'
import signInEn from './rooms/sign-in/strings.en.json'
import signInId from './rooms/sign-in/strings.id.json'
import sumberEn from './rooms/sumber/strings.en.json'
import sumberId from './rooms/sumber/strings.id.json'
import teleponEn from './rooms/telepon/strings.en.json'
import teleponId from './rooms/telepon/strings.id.json'
import shellEn from './shell/strings.en.json'
import shellId from './shell/strings.id.json'
import en from './strings.en.json'
import id from './strings.id.json'

const ROOMS: [string, Record<string, string>, Record<string, string>][] = [
  ['all rooms', id, en],
  ['shell', shellId, shellEn],
  ['keputusan', keputusanId, keputusanEn],
  ['kiriman', kirimanId, kirimanEn],
  ['laporan', laporanId, laporanEn],
  ['peta', petaId, petaEn],
  ['pos', posId, posEn],
  ['replay', replayId, replayEn],
  ['sign-in', signInId, signInEn],
  ['sumber', sumberId, sumberEn],
  ['telepon', teleponId, teleponEn],
]

const holes = (message = ''): string[] => [...message.matchAll(/\{\w+\}/g)].map(([hole]) => hole).toSorted()

describe.each(ROOMS)('the messages of %s', (_, indonesian, english) => {
  it('are the same in both languages, none empty', () => {
    expect(Object.keys(english).toSorted()).toEqual(Object.keys(indonesian).toSorted())
    expect([...Object.values(indonesian), ...Object.values(english)].filter((message) => message.trim() === '')).toEqual([])
  })

  it('leave the same holes to be filled', () => {
    const differing = Object.keys(indonesian).filter((key) => holes(indonesian[key]).join(' ') !== holes(english[key]).join(' '))
    expect(differing).toEqual([])
  })
})

const RULES = [
  'range',
  'sentinel',
  'placeholder-zero',
  'stale',
  'stuck',
  'rate-of-rise',
  'rate-of-fall',
  'temporary-shift',
  'datum-jump',
  'soft-limit',
  'oscillation',
  'neighbour',
  'gate-keeper-disagrees',
  'accumulated',
  'override',
]

it.each(RULES)('the rule %s is said in words', (rule) => expect(Object.hasOwn(posId, `rule.${rule}`)).toBe(true))

const FEED_STATES = ['ok', 'late', 'stale', 'dead', 'waiting', 'off']

it('every state of a source has its own word', () =>
  expect(new Set(FEED_STATES.map((state) => (id as Record<string, string>)[`feed.${state}`])).size).toBe(6))

it('tsunami words are those of BMKG', () => {
  expect(petaId['tsunami.none']).toBe('Tidak berpotensi tsunami')
  expect(petaId['tsunami.possible']).toBe('Berpotensi tsunami')
  expect(petaEn['tsunami.none']).toContain('Tidak berpotensi tsunami')
})
