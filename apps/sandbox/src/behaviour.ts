import { createHash } from 'node:crypto'

/** What a virtual phone does with a text: a receipt or silence, and what its owner types back, after how many seconds. */
export interface Behaviour {
  readonly receipt: { readonly status: 'delivered' | 'failed'; readonly afterSeconds: number } | null
  readonly replies: readonly { readonly text: string; readonly afterSeconds: number }[]
}

/** Share of the numbers that no network knows. */
const REFUSED = 0.02
const SILENT = 0.05
const FAILING = 0.08
/** Shares among the phones that got the text. */
const ANSWERS = 0.65
const UNREADABLE = 0.01
/** Share among those that answer. */
const REPORTS = 0.003

/** Coarse, so that thousands of replies fall due at few instants: [seconds, weight], weights falling. */
const DELAYS: readonly (readonly [number, number])[] = [
  [30, 25],
  [60, 20],
  [120, 16],
  [180, 12],
  [300, 9],
  [480, 7],
  [720, 5],
  [1_200, 4],
  [1_800, 2],
]
const ACKNOWLEDGEMENTS = ['TERIMA', 'TERIMA', 'TERIMA', 'Terima.', 'terima kasih', 'OK TERIMA', 'ya diterima']
const UNREADABLES = ['???', 'siapa ini', 'salah sambung', 'km dmn']
const HAZARDS = ['BANJIR', 'BANJIR', 'BANJIR', 'POHON TUMBANG']

/** Numbers in [0, 1) drawn from a text alone, so that the same night twice gives the same answers. */
function draws(seed: string): (index: number) => number {
  const bytes = createHash('sha256').update(seed).digest()
  return (index) => bytes.readUInt32BE(index * 4) / 2 ** 32
}

const pick = <T>(list: readonly T[], draw: number): T => list[Math.floor(draw * list.length)] as T

function delay(draw: number): number {
  let left = draw * DELAYS.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [seconds, weight] of DELAYS) {
    left -= weight
    if (left < 0) return seconds
  }
  return 30
}

/** Whether the network knows no such number: depends on the number alone, so sending again never helps. */
export const isUnknownNumber = (phone: string): boolean => !/^\+[1-9]\d{7,14}$/.test(phone) || draws(`number ${phone}`)(0) < REFUSED

/**
 * The behaviour of one virtual phone towards one text. Pure: number and text decide everything.
 * Only a text that asks for "TERIMA" in capitals is answered.
 */
export function behaviourOf(phone: string, text: string): Behaviour {
  const draw = draws(`${phone}\n${text}`)
  const fate = draw(0)
  if (fate < SILENT) return { receipt: null, replies: [] }
  const afterSeconds = draw(1) < 0.5 ? 0 : 60
  if (fate < SILENT + FAILING) return { receipt: { status: 'failed', afterSeconds }, replies: [] }
  return { receipt: { status: 'delivered', afterSeconds }, replies: text.includes('TERIMA') ? repliesOf(draw) : [] }
}

function repliesOf(draw: (index: number) => number): Behaviour['replies'] {
  const afterSeconds = delay(draw(3))
  if (draw(2) >= ANSWERS + UNREADABLE) return []
  if (draw(2) >= ANSWERS) return [{ text: pick(UNREADABLES, draw(4)), afterSeconds }]
  const answer = { text: pick(ACKNOWLEDGEMENTS, draw(4)), afterSeconds }
  if (draw(5) >= REPORTS) return [answer]
  const report = `LAPOR ${pick(HAZARDS, draw(6))} ${20 + Math.floor(draw(7) * 14) * 10} CM RT ${1 + Math.floor(draw(1) * 9)} RW ${1 + Math.floor(draw(4) * 7)}`
  return [answer, { text: report, afterSeconds: afterSeconds + 300 }]
}
