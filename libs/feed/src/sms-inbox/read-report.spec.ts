import { readReport } from './read-report'

/** `NAME metres`, with status and time of day in minutes where the text gives them. */
const read = (text: string): string[] => {
  const { reports, refusals } = readReport(text)
  return [
    ...reports.map(({ name, metres, status, time }) =>
      [name, metres, status, time && `@${time.minutes}+${time.offsetHours}`].filter((part) => part !== undefined).join(' '),
    ),
    ...refusals.map(({ field, reason }) => `!${field ?? ''} ${reason}`),
  ]
}

describe('what a gate-keeper texts', () => {
  it.each([
    ['TMA MANGGARAI 785', 'MANGGARAI 7.85'],
    ['tma manggarai 785 cm', 'MANGGARAI 7.85'],
    ['TMA:MANGGARAI=785', 'MANGGARAI 7.85'],
    ['TMA#MANGGARAI#785#', 'MANGGARAI 7.85'],
    ['TMA_MANGGARAI_785', 'MANGGARAI 7.85'],
    ['TMA-MANGGARAI-785', 'MANGGARAI 7.85'],
    ['TMA MANGGARAI - 785', 'MANGGARAI 7.85'],
    ['Tma mangarai 7.85 m', 'MANGARAI 7.85'],
    ['TMA DEPOK 1,85M', 'DEPOK 1.85'],
    ['TMA KATULAMPA 80CM JAM 21.30', 'KATULAMPA 0.8 @1290+7'],
    ['tinggi muka air manggarai 785', 'MANGGARAI 7.85'],
    ['Tingi muka aer depok 180', 'DEPOK 1.8'],
    ['Ketinggian air di Depok saat ini 180 cm', 'DEPOK 1.8'],
    ['TMA P.A. MANGGARAI 785 SIAGA 3', 'P.A. MANGGARAI 7.85 SIAGA 3'],
    ['TM A MANGGARAI 785', 'MANGGARAI 7.85'],
    ['T.M.A. MANGGARAI 785', 'MANGGARAI 7.85'],
    ['TNA MANGGARAI 785', 'MANGGARAI 7.85'],
    ['TAM MANGGARAI 785', 'MANGGARAI 7.85'],
    ['TMAMANGGARAI785', 'MANGGARAI 7.85'],
    ['TMA MANGGARAI785CM', 'MANGGARAI 7.85'],
    ['🌊 TMA MANGGARAI 785 🙏🏽', 'MANGGARAI 7.85'],
    ['TMA\nMANGGARAI\n785\n', 'MANGGARAI 7.85'],
    ['*TMA* *MANGGARAI* : *785*', 'MANGGARAI 7.85'],
    ['TMA MANGGARAI ٧٨٥', 'MANGGARAI 7.85'],
    ['ＴＭＡ ＭＡＮＧＧＡＲＡＩ ７８５', 'MANGGARAI 7.85'],
    ['TMA MANGGARAI 785. Hujan deras, arus kencang, banyak sampah. Terima kasih', 'MANGGARAI 7.85'],
    ['Selamat malam ndan, ijin lapor TMA Manggarai 785 cm', 'MANGGARAI 7.85'],
    ['MANGGARAI TMA 785', 'MANGGARAI 7.85'],
    ['Lapor TMA 785 Manggarai', 'MANGGARAI 7.85'],
    ['TMA PLUIT -165', 'PLUIT -1.65'],
    ['TMA PLUIT : −165 cm', 'PLUIT -1.65'],
    ['TMA PLUIT MINUS 120', 'PLUIT -1.2'],
    ['TMA PLUIT -1,2', 'PLUIT -1.2'],
    ['TMA KATULAMPA 0', 'KATULAMPA 0'],
    ['TMA KATULAMPA 8', 'KATULAMPA 0.08'],
    ['TMA DEPOK 1850 MM', 'DEPOK 1.85'],
    ['TMA DEPOK NAIK MENJADI 180', 'DEPOK 1.8'],
    ['TMA DEPOK 180 NAIK 20 CM', 'DEPOK 1.8'],
    ['TMA DEPOK 180 CH 35 MM/JAM', 'DEPOK 1.8'],
    ['TMA DEPOK 180 TGL 01/01/2020 PKL 05:00 WIB', 'DEPOK 1.8 @300+7'],
    ['TMA DEPOK 180 Budi 081234567890', 'DEPOK 1.8'],
    ['TMA DEPOK 180 JAM 9 MALAM', 'DEPOK 1.8 @1260+7'],
    ['TMA DEPOK 180 PUKUL 2130 WITA', 'DEPOK 1.8 @1290+8'],
    ['TMA JAM 21, 80 CM KATULAMPA', 'KATULAMPA 0.8 @1260+7'],
  ])('%s', (text, ...reports) => {
    expect(read(text)).toEqual(reports)
  })

  it.each([
    ['TMA DEPOK 180 MANGGARAI 720', ['DEPOK 1.8', 'MANGGARAI 7.2']],
    ['TMA DEPOK 180, MANGGARAI 720, KATULAMPA 80', ['DEPOK 1.8', 'MANGGARAI 7.2', 'KATULAMPA 0.8']],
    ['TMA DEPOK 180\nTMA MANGGARAI 720', ['DEPOK 1.8', 'MANGGARAI 7.2']],
    ['TMA DEPOK 180 JAM 21.00 MANGGARAI 720 JAM 21.30', ['DEPOK 1.8 @1260+7', 'MANGGARAI 7.2 @1290+7']],
    ['TMA JAM 21.00 DEPOK 180 SIAGA 4 MANGGARAI 720 SIAGA 4', ['DEPOK 1.8 SIAGA 4 @1260+7', 'MANGGARAI 7.2 SIAGA 4 @1260+7']],
    ['DEPOK TMA 180 MANGGARAI TMA 720', ['DEPOK 1.8', 'MANGGARAI 7.2']],
    ['TMA 180 DEPOK TMA 720 MANGGARAI', ['DEPOK 1.8', 'MANGGARAI 7.2']],
    ['TMA DEPOK 180 MANGGARAI 720 730', ['DEPOK 1.8', '!level two numbers: which is the level?']],
  ])('takes several posts of one text: %s', (text, reports) => {
    expect(read(text)).toEqual(reports)
  })

  it.each([
    ['TMA MANGGARAI 785 790', '!level two numbers: which is the level?'],
    ['TMA MANGGARAI 785/790', '!level two numbers: which is the level?'],
    ['TMA MANGGARAI DARI 760 KE 785', '!level two numbers: which is the level?'],
    ['TMA 785 MANGGARAI 720', '!level two numbers: which is the level?'],
    ['TMA MANGGARAI 7 85', '!level two numbers: which is the level?'],
    ['TMA MANGGARAI NAIK 20', '!level no level is given'],
    ['TMA MANGGARAI', '!level no level is given'],
    ['TMA', '!level no level is given'],
    ['TMA 785', '!name no post is named'],
    ['TMA MANGGARAI 785 M', '!level the number does not fit its unit (m)'],
    ['TMA MANGGARAI 7.85 CM', '!level the number does not fit its unit (cm)'],
    ['TMA MANGGARAI 785.123', '!level thousands or thousandths? write the level in whole centimetres'],
    ['TMA MANGGARAI 785000', '!level the number is none that a level has'],
    ['TMA MANGGARAI 9999', '!level no value'],
    ['TMA MANGGARAI -999', '!level no value'],
    ['TMA MANGGARAI 99998', '!level no staff reaches so far'],
    ['TMA WADUK CIRATA 107,2 MDPL', '!level above the sea, not above the zero of the post'],
    ['TERIMA', '! not a water level'],
    ['LAPOR BANJIR DI DEPOK 50 CM', '! not a water level'],
    ['SMA DEPOK 180', '! not a water level'],
    ['dari TNA DEPOK 180', '! not a water level'],
    ['', '! not a water level'],
    [`TMA MANGGARAI ${'x'.repeat(2_000)} 785`, '!text longer than 1600 characters'],
  ])('refuses what can be read in two ways or in none: %.40s', (text, refusal) => {
    expect(read(text)).toEqual([refusal])
  })

  it('never repeats the text in a reason', () => {
    for (const text of ['TMA 081234567890', 'TMA BUDI 0812345678901234', 'TMA 081234567890 DEPOK 081234567890 720 720'])
      expect(read(text).join()).not.toContain('0812')
  })
})
