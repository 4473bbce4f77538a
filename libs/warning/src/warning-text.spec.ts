import { assertSendable, outsideGsm7, renderText, TextUnusable } from './warning-text'

const values = {
  post: 'Depok',
  river: 'Ciliwung',
  level: '287 cm',
  label: 'Siaga 2',
  severity: 2 as const,
  time: '09.10 WIB',
  arrival: 'sekitar 6 jam lagi',
}

describe('the text of a warning', () => {
  it('prints the colour and the word beside the label of the post', () => {
    expect(renderText('{word} {colour}: {post} {level} ({label}) {time}', values, false)).toBe(
      'SIAGA ORANYE: Depok 287 cm (Siaga 2) 09.10 WIB',
    )
  })

  it('begins with LATIHAN in an exercise', () => {
    expect(renderText('{word}', values, true)).toBe('LATIHAN. SIAGA')
  })

  it('does not leave a hole where a placeholder is misspelt', () => {
    expect(() => renderText('{levl}', values, false)).toThrow('{levl}')
  })

  it.each([
    ['an exercise that does not say so', 'SIAGA banjir', true],
    ['an empty text', '  ', false],
    ['an emoji', 'AWAS \u{1F30A}', false],
    ['a telephone number', 'Hubungi 08123456789', false],
    ['four segments', 'a'.repeat(481), false],
  ])('refuses %s', (_, text, exercise) => {
    expect(() => assertSendable(text, exercise)).toThrow(TextUnusable)
  })

  it('names the characters an SMS cannot carry', () => {
    expect(outsideGsm7('banjir – 2 m “tinggi”')).toEqual(['–', '“', '”'])
  })
})
