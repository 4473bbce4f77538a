import * as fc from 'fast-check'
import { readReply } from './read-reply'

describe('reading a reply', () => {
  it.each([
    'TERIMA',
    'terima',
    'Terima.',
    ' terima kasih ',
    'OK TERIMA',
    'ya diterima',
    'Y',
    'YA',
    'sudah',
    'Sudah diterima pak',
    '🙏 Terima 👍',
    'TERIMA!!!',
    'terimakasih infonya',
    'Siap, laksanakan',
    'TERIMA RT 3',
  ])('%j confirms', (text) => expect(readReply(text)).toEqual({ kind: 'acknowledgement' }))

  it.each([
    '',
    '???',
    '👍',
    'siapa ini',
    'belum terima',
    'tidak',
    'salah sambung',
    'saya tidak terima',
    'kapan air turun pak',
    'terima barang bekas harga tinggi hubungi nomor ini sekarang juga',
    'rt rw',
    '12345',
    'LAPOR',
    'lapor!',
  ])('%j confirms nothing', (text) => expect(readReply(text)).toEqual({ kind: 'unreadable' }))

  it.each([
    ['LAPOR BANJIR 80 CM RT 3 RW 4', { type: 'flood', depthCm: 80, rt: 3, rw: 4 }],
    ['lapor banjir 1 m rt03/rw004', { type: 'flood', depthCm: 100, rt: 3, rw: 4 }],
    ['Lapor: banjir 1,5 m', { type: 'flood', depthCm: 150 }],
    ['LAPOR BANJIR 1.5M RW.7', { type: 'flood', depthCm: 150, rw: 7 }],
    ['lapor air masuk rumah sepinggang rt 2', { type: 'flood', depthCm: 100, rt: 2 }],
    ['LAPOR BANJIR 80CM.', { type: 'flood', depthCm: 80 }],
    ['LAPOR LONGSOR RT 1 RW 2', { type: 'landslide', rt: 1, rw: 2 }],
    ['lapor pohon tumbang', { type: 'tree' }],
    ['LAPOR KEBAKARAN RW 5', { type: 'fire', rw: 5 }],
    ['lapor jembatan rusak', { type: 'other' }],
    ['LAPOR BANJIR 90 M', { type: 'flood' }],
  ])('%j reports', (text, report) => expect(readReply(text)).toEqual({ kind: 'report', ...report }))

  it('takes any text without failing, and never a negation for a confirmation', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(readReply(text).kind).toBeDefined()))
    fc.assert(
      fc.property(fc.constantFrom('tidak', 'belum', 'BLM', 'bukan'), fc.constantFrom('terima', 'YA', 'sudah'), (denial, word) =>
        expect(readReply(`${denial} ${word}`).kind).toBe('unreadable'),
      ),
    )
  })

  it('keeps depths within what the ledger of reports takes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999 }), fc.constantFrom('cm', 'm'), (value, unit) => {
        const reply = readReply(`LAPOR BANJIR ${value} ${unit}`)
        expect(reply.kind === 'report' ? (reply.depthCm ?? 0) : Number.NaN).toBeLessThanOrEqual(2_000)
      }),
    )
  })
})
