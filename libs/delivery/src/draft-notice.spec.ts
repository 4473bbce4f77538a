import { draftNotice } from './draft-notice'

describe('the notice of a draft', () => {
  it('names what waits, how bad, from where and for how many', () => {
    expect(draftNotice({ kind: 'new', severity: 2, station: 'Depok', villages: 28 })).toBe(
      'Draf peringatan SIAGA dari pos Depok untuk 28 desa/kelurahan menunggu keputusan Anda di Kentongan.',
    )
    expect(draftNotice({ kind: 'all-clear', severity: 0, station: null, villages: 1 })).toBe(
      'Draf pernyataan aman untuk 1 desa/kelurahan menunggu keputusan Anda di Kentongan.',
    )
  })

  it('names the slope of a landslide warning', () => {
    expect(draftNotice({ kind: 'new', severity: 3, station: null, site: 'Cibodas', villages: 4 })).toBe(
      'Draf peringatan AWAS longsor Cibodas untuk 4 desa/kelurahan menunggu keputusan Anda di Kentongan.',
    )
  })

  it('fits one SMS with the mark of a drill', () => {
    const longest = draftNotice({ kind: 'lower', severity: 1, station: 'Pompa Waduk Pluit Jakarta', villages: 261 })
    expect(`LATIHAN. ${longest}`.length).toBeLessThanOrEqual(160)
  })
})
