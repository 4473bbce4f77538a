import { gzipSync } from 'node:zlib'
import { parseFile } from './parse-file'
import { PayloadUnusable } from './parsed'
import { SourceUnknown } from './sources'

const CSV = Buffer.from(
  'nama_pintu_air,lokasi,latitude,longitude,tanggal,tinggi_air,status_siaga\n"PS. Depok",Ciliwung,-6.4,106.8,"2020-01-01 00:10:00",1720,"Status : Normal"\n"PS. Depok",Ciliwung,-6.4,106.8,"2020-01-01 00:40:00",,"Status : Normal"\n',
)
const LINE = {
  source: 'dsda-csv',
  name: 'PS. Depok',
  kind: 'reading',
  parameter: 'water_level',
  value: 1.72,
  reportedStatus: 'Status : Normal',
  observedAt: '2019-12-31T17:10:00.000Z',
}

it.each([
  ['as it is', CSV],
  ['compressed', gzipSync(CSV)],
])('reads a file %s and names what it could not take', (_, content) => {
  const { lines, rejects } = parseFile('dsda-csv', content)
  expect(lines).toEqual([LINE])
  expect(rejects).toEqual([{ item: 'row 3', field: 'tinggi_air', reason: 'expected millimetres, found ""' }])
})

it('refuses a compressed file that is cut off', () => {
  expect(() => parseFile('dsda-csv', gzipSync(CSV).subarray(0, 40))).toThrow(PayloadUnusable)
})

it.each(['no-such-source', 'constructor', ''])('knows no source named "%s" and says which there are', (source) => {
  expect(() => parseFile(source, CSV)).toThrow(SourceUnknown)
  expect(() => parseFile(source, CSV)).toThrow('known: dsda-xml, dsda-csv')
})
