/** Words that stand around a name and are none: greetings, weather, how the level moves. */
const AROUND = new Set(
  `ADALAH SEKARANG SKRG SAAT INI KINI TERPANTAU TERCATAT TERKINI MENCAPAI SEKITAR KURANG LEBIH PADA DI KE DARI DAN ATAU DENGAN JADI MENJADI
   NAIK TURUN TETAP STABIL SURUT LEVEL ANGKA POSISI SETINGGI TINGGI KETINGGIAN ELEVASI LAPOR LAPORAN MELAPORKAN INFO UPDATE REPORT
   HUJAN DERAS LEBAT RINGAN SEDANG GERIMIS CERAH MENDUNG TERANG BERAWAN PAGI SIANG SORE MALAM STATUS SIAGA NORMAL WASPADA AWAS AMAN
   BAHAYA KONDISI CUACA ARUS DERAS KERUH SAMPAH TERIMA KASIH TRIMS MAKASIH PAK BU BAPAK IBU BANG BOS KOMANDAN NDAN MOHON IJIN IZIN SELAMAT
   ASSALAMUALAIKUM YTH HARI TANGGAL TGL JAM PUKUL WIB SENIN SELASA RABU KAMIS JUMAT SABTU MINGGU UNTUK YANG YG ADA SUDAH SDH MASIH MSH
   OK OKE SIAP PETUGAS MIN MINUS`.split(/\s+/),
)
const MOST_WORDS = 5
const LONGEST = 60

/** The dot of an abbreviation stays (`P.A.`, `JL.`), the one that ends a sentence goes. */
const withoutFullStop = (word: string): string => (/^(?:\p{L}\.)+$|^\p{L}{1,3}\.$/u.test(word) ? word : word.replace(/[.'’]+$/u, ''))

/** The name in a run of words, as it was written. @returns undefined when nothing in it can be one */
export function postName(words: readonly string[]): string | undefined {
  const isAround = (word: string | undefined): boolean => word !== undefined && AROUND.has(word)
  const own = words.map(withoutFullStop).filter((word) => word !== '')
  let from = 0
  let until = own.length
  while (isAround(own[from])) from += 1
  while (until > from && isAround(own[until - 1])) until -= 1
  const name = own.slice(from, until).join(' ')
  return name === '' || until - from > MOST_WORDS || name.length > LONGEST ? undefined : name
}
