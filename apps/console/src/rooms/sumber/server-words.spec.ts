import { DURATION_WORDS, durationIn } from '../../duration'
import { SAYINGS } from './sayings'
import { serverWords } from './server-words'
import en from './strings.en.json'
import id from './strings.id.json'

const tongue = (messages: Record<string, string>, language: 'id' | 'en') => ({
  message: (key: string) => messages[key],
  duration: (milliseconds: number) => durationIn(DURATION_WORDS[language], milliseconds),
})
const indonesian = (said: string): string => serverWords(said, 'dsda-xml', tongue(id, 'id'))
const english = (said: string): string => serverWords(said, 'dsda-xml', tongue(en, 'en'))

it.each([
  ['nothing usable for 65 min', 'tidak ada isi yang dapat dipakai selama 1 jam 5 menit'],
  ['it answers, but its newest observation is 180 min old', 'menjawab, tetapi pengamatan terbarunya sudah berumur 3 jam'],
  ['no answer within 20000 ms', 'tidak menjawab dalam 20 detik'],
  ['HTTP 404 {"message":"Data not found"}', 'server sumber menjawab HTTP 404: {"message":"Data not found"}'],
  ['HTTP 500', 'server sumber menjawab HTTP 500'],
  ['content type text/html where application/json is expected', 'isinya text/html, seharusnya application/json'],
  ['ECONNREFUSED', 'server sumber menolak sambungan'],
  ['expected millimetres, found "abc"', 'seharusnya milimeter, tertulis "abc"'],
  ['Pintu Air Manggarai: expected millimetres, found "abc"', 'Pintu Air Manggarai: seharusnya milimeter, tertulis "abc"'],
  ['104857601 bytes; 20000000 are taken', 'terlalu besar: 104857601 bita, paling banyak 20000000'],
  ['not asked in an exercise (FEEDS=off)', 'tidak diambil selama latihan (FEEDS=off)'],
  ['9999 stands for no value', '9999 berarti tidak ada nilai'],
  ['no post of this region is called "PS. Entah" in this source', 'tidak ada pos bernama "PS. Entah" di wilayah ini'],
  ['expected a colour, found "abc"', 'seharusnya a colour, tertulis "abc"'],
])('"%s" is said in Indonesian', (said, words) => expect(indonesian(said)).toBe(words))

it('goes sentence by sentence and drops the name of the source before the reason', () =>
  expect(indonesian('nothing usable for 30 min; dsda-xml: it is not UTF-8')).toBe(
    'tidak ada isi yang dapat dipakai selama 30 menit; isinya bukan UTF-8',
  ))

it('keeps what nobody translated', () =>
  expect(indonesian('the moon is full; HTTP 503')).toBe('the moon is full; server sumber menjawab HTTP 503'))

it('what the source wrote cannot pull in parameters of the message', () =>
  expect(indonesian('expected a number, found "{1} {time}"')).toBe('seharusnya angka, tertulis "{1} {time}"'))

it('is said in English as well', () => expect(english('nothing usable ever came')).toBe('nothing usable ever came'))

it('every saying has its message in both languages', () => {
  const keys = SAYINGS.map(({ key }) => key)
  expect(keys.filter((key) => !Object.hasOwn(id, key) || !Object.hasOwn(en, key))).toEqual([])
})

it('no saying takes long over a hostile text', () => {
  const started = performance.now()
  indonesian(`expected ${'a, found "'.repeat(5_000)}`)
  indonesian(`${': '.repeat(5_000)}`)
  expect(performance.now() - started).toBeLessThan(2_000)
})
