import { PayloadUnusable } from '../parsed'
import { decodeJson, isRecord } from '../push/decode-text'
import type { Row } from './csv-rows'
import { REQUIRED } from './reading-fields'

/**
 * Readings of a JSON list, of `{readings: [...]}`, or one alone.
 * @throws PayloadUnusable when it is none of them
 */
export function jsonRows(source: string, text: string, mostRows: number): Row[] {
  const json = decodeJson(source, text)
  const list = listOf(json)
  if (!list) throw new PayloadUnusable(source, `expected a list of readings, {"readings": [...]}, or one with ${REQUIRED.join(', ')}`)
  if (list.length > mostRows) throw new PayloadUnusable(source, `${list.length} rows; ${mostRows} are taken`)
  return list.map((value, index): Row => {
    const label = `row ${index + 1}`
    if (!isRecord(value)) return { label, reason: 'it is no object' }
    const { station, parameter, time, value: level, interval_minutes } = value
    return { label, fields: { station, parameter, time, value: level, interval_minutes } }
  })
}

function listOf(json: unknown): unknown[] | undefined {
  if (Array.isArray(json)) return json as unknown[]
  if (!isRecord(json)) return undefined
  if (Array.isArray(json['readings'])) return json['readings'] as unknown[]
  return REQUIRED.some((field) => Object.hasOwn(json, field)) ? [json] : undefined
}
