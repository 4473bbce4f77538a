import { levelOf, parentCodeOf, plainName } from './area-code'

describe('an area code', () => {
  it.each([
    ['31', 'province', undefined],
    ['31.74', 'regency', '31'],
    ['31.74.04', 'district', '31.74'],
    ['31.74.04.1005', 'village', '31.74.04'],
  ])('%s is a %s in %s', (code, level, parent) => {
    expect([levelOf(code), parentCodeOf(code)]).toEqual([level, parent])
  })

  it.each(['3174041005', '31.74.4', '31.74.04.1005.1', ''])('"%s" is none', (code) => {
    expect(() => levelOf(code)).toThrow(RangeError)
  })
})

describe('the name of a village', () => {
  it('is the same in one word or two', () => expect(plainName('Pulogadung')).toBe(plainName('Pulo Gadung')))
  it('differs by a letter', () => expect(plainName('Pal Meriem')).not.toBe(plainName('Palmeriam')))
})
