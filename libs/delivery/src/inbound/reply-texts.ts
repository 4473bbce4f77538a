/** What the installation answers by itself. Within the GSM 7-bit alphabet and 160 characters with the drill's mark: one SMS each. */
const HELP = 'Pesan Anda belum terbaca. Balas TERIMA jika peringatan sudah Anda terima, atau contoh laporan: LAPOR BANJIR 80 CM RT 3 RW 4'
const REPORT_TAKEN = 'Laporan Anda sudah masuk ke petugas BPBD. Bila ada bahaya, segera menjauh ke tempat aman.'

/** Put before every message of a drill. */
export const DRILL_MARK = 'LATIHAN. '

export const withDrillMark = (text: string, exercise: boolean): string =>
  exercise && !text.startsWith('LATIHAN') ? DRILL_MARK + text : text

export const helpText = (exercise: boolean): string => withDrillMark(HELP, exercise)
export const reportTakenText = (exercise: boolean): string => withDrillMark(REPORT_TAKEN, exercise)
