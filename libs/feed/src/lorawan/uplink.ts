import type { Parsed, ParsedReading, Reject } from '../parsed'
import { recogniseModel } from './recognise-model'

const MS_PER_DAY = 86_400_000
/** A sensor keeps no longer history than this; an older instant is a clock that was never set. */
const OLDEST_HISTORY_MS = 90 * MS_PER_DAY
const CLOCK_DRIFT_MS = 10 * 60_000

/** An uplink of whichever network server. */
export interface Uplink {
  /** Lower case. */
  readonly devEui: string
  /** ms since the epoch. */
  readonly observedAt: number
  readonly bytes: Buffer
  /** What the network calls the device's model. */
  readonly names: readonly string[]
}

/** What an uplink measured. No bytes measured nothing: the network's own business (answers to commands) has none. */
export function readingsOf({ devEui, observedAt, bytes, names }: Uplink): Parsed<ParsedReading> {
  if (bytes.length === 0) return { items: [], rejects: [] }
  const recognised = recogniseModel(names, bytes)
  if ('reason' in recognised) return { items: [], rejects: [{ item: devEui, field: 'data', reason: recognised.reason }] }
  const { model, decoded } = recognised
  const rejects: Reject[] = decoded.faults.map(({ field, reason }) => ({ item: devEui, field, reason: `${model.id}: ${reason}` }))
  if (decoded.unread !== undefined) rejects.push({ item: devEui, field: 'data', reason: `${model.id}: ${decoded.unread}` })
  const reportedStatus = decoded.states.length > 0 ? { reportedStatus: [...new Set(decoded.states)].join(', ') } : {}
  const items: ParsedReading[] = []
  for (const { measure, value, takenAt } of decoded.values) {
    const { parameter, name: field } = measure
    if (parameter === undefined) continue
    if (takenAt === undefined) items.push({ kind: 'reading', name: devEui, parameter, observedAt, value, ...reportedStatus })
    else if (isPlausible(takenAt, observedAt)) items.push({ kind: 'reading', name: devEui, parameter, observedAt: takenAt, value })
    else
      rejects.push({
        item: devEui,
        field,
        reason: `${model.id}: history of ${new Date(takenAt).toISOString()}, the sensor's clock is wrong`,
      })
  }
  return { items, rejects }
}

const isPlausible = (takenAt: number, observedAt: number): boolean =>
  takenAt > observedAt - OLDEST_HISTORY_MS && takenAt <= observedAt + CLOCK_DRIFT_MS
