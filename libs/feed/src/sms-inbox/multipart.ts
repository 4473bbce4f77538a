import type { Message, NoMessage } from './message'

/** Which part of which long message (3GPP TS 23.040, 9.2.3.24.1 and .8). */
export interface Part {
  readonly reference: string
  readonly total: number
  readonly number: number
}

/** Hexadecimal header with a concatenation element: reference of one or two bytes, how many parts, which one. */
const CONCATENATION = /^[\dA-F]{2}(?:0003([\dA-F]{2})|0804([\dA-F]{4}))([\dA-F]{2})([\dA-F]{2})/i

/** @returns undefined for a message in one part */
export function partOf(header: string): Part | undefined {
  const found = CONCATENATION.exec(header)
  if (!found) return undefined
  const total = Number.parseInt(found[3] as string, 16)
  const number = Number.parseInt(found[4] as string, 16)
  return total < 2 || number < 1 || number > total ? undefined : { reference: (found[1] ?? found[2]) as string, total, number }
}

interface PartMessage extends Message {
  readonly part: Part | undefined
}

/** Puts long messages together. What lacks a part is not read: a number may be cut in two. */
export function joinParts(rows: readonly PartMessage[]): (Message | NoMessage)[] {
  const groups = new Map<string, Map<number, PartMessage>>()
  for (const row of rows) {
    const { reference, total, number } = row.part as Part
    const key = `${row.sender ?? ''} ${reference} ${total}`
    const group = groups.get(key) ?? new Map<number, PartMessage>()
    group.set(number, row)
    groups.set(key, group)
  }
  return [...groups.values()].map((group) => {
    const parts = [...group.values()].toSorted((a, b) => (a.part as Part).number - (b.part as Part).number)
    const [first] = parts as [PartMessage]
    const { total } = first.part as Part
    if (parts.length < total) return { label: first.label, field: 'text', reason: `${parts.length} of its ${total} parts` }
    const { part: _, ...message } = first
    return { ...message, text: parts.map(({ text }) => text).join('') }
  })
}
