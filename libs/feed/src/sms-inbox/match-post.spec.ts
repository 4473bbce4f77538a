import { editDistance } from './edit-distance'
import { matchPost } from './match-post'

const posts = [
  'Manggarai',
  'Depok',
  'Karet',
  'Katulampa',
  'Hek',
  'Pulo Gadung',
  'Waduk Kampung Rambutan',
  'Sunter Hulu',
  'Krukut Hulu',
  'Marina Ancol (Laut)',
  'Marina Ancol (Kali)',
].map((commonName) => ({ id: commonName.toLowerCase().replaceAll(/[^a-z]+/g, '-'), commonName }))

it.each([
  ['MANGGARAI', 'manggarai'],
  ['P.A. MANGGARAI', 'manggarai'],
  ['PA MANGGARAI', 'manggarai'],
  ['P.A.MANGGARAI', 'manggarai'],
  ['PINTU AIR MANGARAI', 'manggarai'],
  ['POS MANGGRAIA', 'manggarai'],
  ['BENDUNG KATULAMPA', 'katulampa'],
  ['KATULAMAP', 'katulampa'],
  ['DEPOX', 'depok'],
  ['PULOGADUNG', 'pulo-gadung'],
  ['KAMPUNG RAMBUTAN', 'waduk-kampung-rambutan'],
  ['HEK', 'hek'],
  ['HEKK', undefined],
  ['DIPOX', undefined],
  ['MARINA ANCOL', undefined],
  ['HULU', undefined],
  ['P.A.', undefined],
])('%s is %s', (written, id) => {
  expect(matchPost(written, posts)?.id).toBe(id)
})

it('takes none of two that are equally near', () => {
  const near = ['Cipinang A', 'Cipinang B'].map((commonName) => ({ id: commonName, commonName }))
  expect(matchPost('CIPINANG C', near)).toBeUndefined()
  expect(matchPost('CIPINANG A', near)?.id).toBe('Cipinang A')
})

it.each([
  ['', '', 0],
  ['depok', 'depok', 0],
  ['depok', 'dpeok', 1],
  ['depok', 'depk', 1],
  ['depok', 'deepok', 1],
  ['depok', 'karet', 3],
])('%s and %s differ by %d', (a, b, slips) => {
  expect(editDistance(a, b, 2)).toBe(slips)
})
