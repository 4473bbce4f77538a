import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { InvalidInput, messageOf, type Problem } from '#libs/platform'
import type { ForecastStation } from '../../forecaster'

const step = z.object({
  label: z.string().min(1),
  severity: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  /** Metres above the post's zero. */
  from: z.number(),
})

const station = z.object({
  id: z.string().min(1),
  parameter: z.enum(['water_level', 'rain']),
  river: z.string(),
  latitude: z.number().min(-90).max(90).optional(),
  longitude: z.number().min(-180).max(180).optional(),
  ladder: z.array(step).max(3).optional(),
})

const stations = z.array(station).min(1).max(1_000)

/** A post and what it measures: the key of a series. */
export const keyOf = ({ id, parameter }: Pick<ForecastStation, 'id' | 'parameter'>): string => `${id}\u0000${parameter}`

/**
 * Reads a stations file: a JSON list of posts, a post that measures two things being two entries. Ladders come back mildest step first.
 * @throws InvalidInput naming entry and field
 */
export async function readStations(file: string): Promise<ForecastStation[]> {
  const parsed = stations.safeParse(await readJson(file))
  if (!parsed.success) {
    throw new InvalidInput(parsed.error.issues.map(({ path, message }) => ({ file, field: fieldOf(path), message })))
  }
  const list = parsed.data.map((each) => ({ ...each, ladder: each.ladder?.toSorted((a, b) => a.severity - b.severity) }))
  const problems = list.flatMap((each, index) => problemsOf(each, index, list).map((message) => ({ file, field: `[${index}]`, message })))
  if (problems.length > 0) throw new InvalidInput(problems)
  return list
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    throw new InvalidInput([{ file, message: `expected a JSON list of stations: ${messageOf(error)}` } satisfies Problem])
  }
}

function problemsOf(each: ForecastStation, index: number, list: readonly ForecastStation[]): string[] {
  const problems: string[] = []
  if (list.findIndex((other) => keyOf(other) === keyOf(each)) !== index) problems.push(`${each.id} ${each.parameter} is listed twice`)
  const ladder = each.ladder ?? []
  for (const [i, { severity, from }] of ladder.entries()) {
    const milder = ladder[i - 1]
    if (milder?.severity === severity) problems.push(`${each.id}: severity ${severity} stands twice in its ladder`)
    else if (milder && from <= milder.from)
      problems.push(`${each.id}: severity ${severity} begins at ${from} m, not above the milder one at ${milder.from} m`)
  }
  return problems
}

const fieldOf = (path: readonly PropertyKey[]): string | undefined =>
  path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('') || undefined
