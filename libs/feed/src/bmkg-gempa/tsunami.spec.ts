import fc from 'fast-check'
import { tsunamiOf } from './tsunami'

it.each([
  'Tidak berpotensi tsunami',
  'TIDAK  BERPOTENSI   TSUNAMI',
  'tidak berpotensi TSUNAMI',
  'tdk berpotensi tsunami',
  'Tidakberpotensi tsunami',
  'Tidak ada potensi tsunami',
  'tidak berpotensi menimbulkan tsunami',
  'Gempa ini dirasakan untuk diteruskan pada masyarakat. Tidak berpotensi tsunami.',
  'Potensi tsunami: tidak ada',
])('"%s" denies one', (words) => expect(tsunamiOf(words)).toBe('none'))

it.each([
  'Berpotensi tsunami',
  'Berpotensi tsunami untuk diteruskan pada masyarakat',
  'BERPOTENSI TSUNAMI UNTUK DITERUSKAN PADA MASYARAKAT',
  'Gempa tidak dirasakan, berpotensi tsunami',
  'Gempa tidak merusak dan berpotensi tsunami',
  'Tidak berpotensi tsunami di Jawa, berpotensi tsunami di Sumatra',
  'Potensi tsunami tidak dapat dikesampingkan',
  'Peringatan dini tsunami belum berakhir',
  'Peringatan Dini TSUNAMI',
])('"%s" is taken for one', (words) => expect(tsunamiOf(words)).toBe('possible'))

it.each([null, '', 'Gempa ini dirasakan untuk diteruskan pada masyarakat', 'Tidak berpotensi', 'Berpotensi merusak'])(
  '"%s" says nothing of one',
  (words) => expect(tsunamiOf(words)).toBe('unknown'),
)

const letters = (word: string): fc.Arbitrary<string> =>
  fc.tuple(...word.split('').map((letter) => fc.constantFrom(letter, letter.toUpperCase()))).map((each) => each.join(''))

it('reads any case and any spacing alike', () => {
  const spaces = fc.array(fc.constantFrom(' ', '\t', '\n'), { minLength: 1, maxLength: 4 }).map((each) => each.join(''))
  fc.assert(
    fc.property(letters('tidak'), spaces, letters('berpotensi'), spaces, letters('tsunami'), (no, a, potential, b, tsunami) => {
      expect(tsunamiOf(no + a + potential + b + tsunami)).toBe('none')
      expect(tsunamiOf(potential + b + tsunami)).toBe('possible')
    }),
    { numRuns: 100 },
  )
})

it('takes its time over no text', () => {
  const started = performance.now()
  for (const piece of ['tidak ', 'tidak ada ', 'berpotensi', 'potensi tsunami tidak ', ' '])
    tsunamiOf(`${piece.repeat(2_000 / piece.length)} tsunamx`)
  expect(performance.now() - started).toBeLessThan(500)
})
