import fc from 'fast-check'
import { feltPlaces } from './felt-places'

it.each([
  ['II-III Kab. Lembata', [['Kab. Lembata', 2, 3]]],
  ['II - III Kab. Malang', [['Kab. Malang', 2, 3]]],
  [
    'II-III Luwuk, III Poso',
    [
      ['Luwuk', 2, 3],
      ['Poso', 3, 3],
    ],
  ],
  [
    'iv–v palu; III Sigi',
    [
      ['palu', 4, 5],
      ['Sigi', 3, 3],
    ],
  ],
  ['III MMI di Poso', [['Poso', 3, 3]]],
  ['IV DI Yogyakarta', [['DI Yogyakarta', 4, 4]]],
  [
    'II Sumur dan III Labuan',
    [
      ['Sumur', 2, 2],
      ['Labuan', 3, 3],
    ],
  ],
  ['III-II Poso', [['Poso', 2, 3]]],
  ['XII Neraka', [['Neraka', 12, 12]]],
  ['III Poso, Palu', [['Poso', 3, 3]]],
  ['IIII Poso, XIII Palu, II-IIX Sigi, III, Dirasakan di Palu, -', []],
  ['IVORI', []],
  ['', []],
])('reads "%s"', (words, places) => {
  expect(feltPlaces(words)).toEqual(places.map(([place, low, high]) => ({ place, low, high })))
})

it('reads nothing where nothing is said', () => expect(feltPlaces(undefined)).toEqual([]))

it('gives intensities of the scale only, lowest first, whatever the text', () => {
  const text = fc.array(fc.constantFrom('II', 'ix', '-', ' - ', ' ', ',', 'MMI', 'Poso', 'dan', '\u0000', 'X'), { maxLength: 20 })
  fc.assert(
    fc.property(text, (pieces) => {
      for (const { place, low, high } of feltPlaces(pieces.join(''))) {
        expect(place).not.toBe('')
        expect(1 <= low && low <= high && high <= 12).toBe(true)
      }
    }),
    { numRuns: 200 },
  )
})
