import { type Db, sql } from '#libs/platform'
import type { Parameter } from '../parameter'
import type { Level } from './flag'
import { isGateKeeper } from './gate-keeper'
import type { Around } from './judge'
import { loadAround } from './load-around'
import { loadMemories, type MemoryKey } from './load-memories'
import { NO_MEMORY, type QualityMemory } from './memory'
import type { Neighbour } from './neighbour'
import { type ParameterRules, rulesFor } from './parameter-rules'
import type { OtherQualitySettings, QualitySettings } from './settings'

/** What is known of a post and parameter before a batch of one source. */
export interface QualityContext {
  readonly rules: ParameterRules
  /** Carried on, reading by reading. */
  memory: QualityMemory
  /** Times of this source that are stored already, ms. */
  readonly storedAt: Set<number>
  readonly around: Around
  /** Where a neighbour looks: good readings of this post are added while a batch is judged. */
  readonly seenByNeighbours?: Level[]
}

/** By {@link contextKey}. */
export type QualityContexts = ReadonlyMap<string, QualityContext>

export const contextKey = (stationId: string, parameter: Parameter): string => `${stationId} ${parameter}`

interface Placed {
  readonly stationId: string
  readonly parameter: Parameter
  readonly reading: { readonly observedAt: number }
}

interface SettingsRow {
  id: string
  quality: QualitySettings
  other_quality: OtherQualitySettings
  neighbours: Neighbour[]
  decided: boolean
}

/**
 * What quality control needs to judge these readings of a source: settings, memories and stored times; neighbours and witnesses where
 * the region package asks for them. Posts that do not exist have no context.
 *
 * @param receivedAt decisions of people count as they stood then, so that the archive can be read again
 */
export async function loadQualityContexts(db: Db, source: string, readings: readonly Placed[], receivedAt: Date): Promise<QualityContexts> {
  const keys = keysOf(readings)
  if (keys.length === 0) return new Map()
  const stations = await loadSettings(db, keys)
  const known = keys.filter(({ stationId }) => stations.has(stationId))
  const memories = await loadMemories(
    db,
    source,
    known.map((key) => ({ ...key, rules: rulesOf(stations, key) })),
    receivedAt,
    [...stations.values()].some((station) => station.decided),
  )
  const around = await loadAround(
    db,
    known.map((key) => wishOf(stations, key, isGateKeeper(source))),
    receivedAt,
  )
  return new Map(
    known.map((key): [string, QualityContext] => {
      const name = contextKey(key.stationId, key.parameter)
      const memory = memories.get(name)
      const seen = around.goodOf.get(name)
      return [
        name,
        {
          rules: rulesOf(stations, key),
          memory: memory?.memory ?? NO_MEMORY,
          storedAt: memory?.storedAt ?? new Set(),
          around: around.of(name),
          ...(seen ? { seenByNeighbours: seen } : {}),
        },
      ]
    }),
  )
}

type Key = Omit<MemoryKey, 'rules'>

function keysOf(readings: readonly Placed[]): Key[] {
  const keys = new Map<string, Key>()
  for (const { stationId, parameter, reading } of readings) {
    if (!Number.isFinite(reading.observedAt)) continue
    const name = contextKey(stationId, parameter)
    const key = keys.get(name)
    if (!key) keys.set(name, { stationId, parameter, earliest: reading.observedAt, latest: reading.observedAt })
    else if (reading.observedAt < key.earliest) keys.set(name, { ...key, earliest: reading.observedAt })
    else if (reading.observedAt > key.latest) keys.set(name, { ...key, latest: reading.observedAt })
  }
  return [...keys.values()]
}

async function loadSettings(db: Db, keys: readonly Key[]): Promise<Map<string, SettingsRow>> {
  const rows = await sql<SettingsRow>(
    db,
    `select s.id, s.quality, s.other_quality, s.neighbours, exists (select from quality_override o where o.station_id = s.id) as decided
       from station s where s.id = any($1)`,
    [[...new Set(keys.map(({ stationId }) => stationId))]],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

function rulesOf(stations: ReadonlyMap<string, SettingsRow>, { stationId, parameter }: Key): ParameterRules {
  const { quality, other_quality: others } = stations.get(stationId) as SettingsRow
  return rulesFor(parameter, quality, others)
}

/** What a post needs to hear of others; neighbours and witnesses speak of water levels and discharges. */
function wishOf(stations: ReadonlyMap<string, SettingsRow>, key: Key, fromGateKeeper: boolean) {
  const { quality, other_quality: others, neighbours } = stations.get(key.stationId) as SettingsRow
  const settings = key.parameter === 'water_level' ? quality : key.parameter === 'discharge' ? others.discharge : undefined
  const looksAround = settings?.datumJump ?? settings?.unsupportedPerHour ?? settings?.softMax ?? settings?.softMin
  return {
    ...key,
    name: contextKey(key.stationId, key.parameter),
    neighbours: looksAround === undefined ? [] : neighbours,
    witnessMinutes: settings?.gateKeeper?.withinMinutes ?? null,
    fromGateKeeper,
  }
}
