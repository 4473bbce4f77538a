import { behaviourOf, isUnknownNumber } from './behaviour'

const phones = Array.from({ length: 20_000 }, (_, index) => `+62812${String(index).padStart(8, '0')}`)
const warning = 'LATIHAN. Banjir. Balas TERIMA.'
const share = (of: (phone: string) => boolean): number => phones.filter(of).length / phones.length

describe('virtual phones', () => {
  it('behave the same way towards the same text every time', () => {
    expect(phones.slice(0, 500).map((phone) => behaviourOf(phone, warning))).toEqual(
      phones.slice(0, 500).map((phone) => behaviourOf(phone, warning)),
    )
  })

  it('are unknown to the network in about 2 % of the numbers, whatever the text', () => {
    expect(share(isUnknownNumber)).toBeGreaterThan(0.016)
    expect(share(isUnknownNumber)).toBeLessThan(0.024)
  })

  it.each(['', '0812', '+0812345678', '+62abc45678'])('refuse %j, which is no number', (phone) => expect(isUnknownNumber(phone)).toBe(true))

  it('stay silent, fail or receive in about the stated shares', () => {
    expect(share((phone) => behaviourOf(phone, warning).receipt === null)).toBeCloseTo(0.05, 1)
    expect(share((phone) => behaviourOf(phone, warning).receipt?.status === 'failed')).toBeCloseTo(0.08, 1)
    expect(share((phone) => behaviourOf(phone, warning).receipt?.status === 'delivered')).toBeGreaterThan(0.85)
  })

  it('answer only a text that asks for it, and only when they got it', () => {
    expect(phones.every((phone) => behaviourOf(phone, 'Laporan diterima.').replies.length === 0)).toBe(true)
    expect(
      phones.every(
        (phone) => behaviourOf(phone, warning).receipt?.status === 'delivered' || behaviourOf(phone, warning).replies.length === 0,
      ),
    ).toBe(true)
    expect(share((phone) => behaviourOf(phone, warning).replies.length > 0)).toBeGreaterThan(0.5)
  })

  it('fall due at few instants, receipts at once or after a minute, replies within 35 minutes', () => {
    const delays = new Set(phones.flatMap((phone) => behaviourOf(phone, warning).replies.map((reply) => reply.afterSeconds)))
    expect(delays.size).toBeLessThanOrEqual(18)
    expect(Math.max(...delays)).toBeLessThanOrEqual(2_100)
    expect(new Set(phones.map((phone) => behaviourOf(phone, warning).receipt?.afterSeconds))).toEqual(new Set([undefined, 0, 60]))
  })

  it('now and then report a flood with depth, RT and RW', () => {
    const reports = phones.flatMap((phone) => behaviourOf(phone, warning).replies).filter((reply) => reply.text.startsWith('LAPOR'))
    expect(reports.length).toBeGreaterThan(5)
    expect(reports.every((report) => /^LAPOR (BANJIR|POHON TUMBANG) \d+ CM RT \d RW \d$/.test(report.text))).toBe(true)
  })
})
