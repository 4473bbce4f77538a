import type { MadeUpContacts } from '#libs/area'
import { madeUpContacts } from './made-up-contacts'
import { seededRandom } from './random'

const settings = (overrides: Partial<MadeUpContacts> = {}): MadeUpContacts => ({
  seed: 7,
  count: 1_000,
  rtHeadsPerVillage: 6,
  officers: 4,
  gateKeepers: [{ station: 'depok' }, { station: 'manggarai', village: 'b' }],
  channels: ['sandbox'],
  purpose: 'latihan',
  residentBasis: 'persetujuan',
  officialBasis: 'tugas',
  consentAt: new Date(0),
  retainUntil: new Date(1),
  ...overrides,
})

describe('the seeded random numbers', () => {
  it('are the same from the same seed, and as published for seed 1', () => {
    const random = seededRandom(1)
    expect([random(), random(), random()]).toEqual([0.6270739405881613, 0.002735721180215478, 0.5274470399599522])
  })

  it('stay in [0, 1) and differ by seed', () => {
    const random = seededRandom(-5)
    for (let i = 0; i < 10_000; i += 1) expect(Math.floor(random())).toBe(0)
    expect(seededRandom(2)()).not.toBe(seededRandom(1)())
  })
})

describe('made-up contacts', () => {
  it('are the same list each time, whatever the order of the villages', () => {
    expect(madeUpContacts(settings(), ['a', 'b', 'c'])).toEqual(madeUpContacts(settings(), ['c', 'a', 'b']))
  })

  it('are other people with another seed', () => {
    expect(madeUpContacts(settings({ seed: 8 }), ['a'])[10]).not.toEqual(madeUpContacts(settings(), ['a'])[10])
  })

  it('give each village one head and six heads of RT, and spread the rest evenly', () => {
    const contacts = madeUpContacts(settings(), ['a', 'b', 'c'])
    expect(contacts).toHaveLength(1_000)
    for (const village of ['a', 'b', 'c']) {
      const count = (role: string): number => contacts.filter((contact) => contact.areaCode === village && contact.role === role).length
      expect([count('kades'), count('rt')]).toEqual([1, 6])
      expect([324, 325]).toContain(count('resident'))
    }
    expect(contacts.filter(({ role }) => role === 'officer')).toHaveLength(4)
    expect(contacts.filter(({ role }) => role === 'gate-keeper').map(({ stationId, areaCode }) => [stationId, areaCode])).toEqual([
      ['depok', null],
      ['manggarai', 'b'],
    ])
  })

  it('have ids and numbers of their own, and numbers that no phone has', () => {
    const contacts = madeUpContacts(settings({ count: 20_000 }), ['a', 'b'])
    expect(new Set(contacts.map(({ id }) => id)).size).toBe(20_000)
    expect(new Set(contacts.map(({ phone }) => phone)).size).toBe(20_000)
    expect(contacts.filter(({ phone }) => !/^\+62800\d{8}$/.test(phone))).toEqual([])
    expect(contacts.filter(({ id }) => !/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toEqual([])
  })

  it('cannot be fewer than the officials, nor live nowhere', () => {
    expect(() => madeUpContacts(settings({ count: 5 }), ['a'])).toThrow('5 contacts are fewer than the 13 officials')
    expect(() => madeUpContacts(settings(), [])).toThrow(RangeError)
  })
})
