import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { DomainError, InvalidInput } from '#libs/platform'

const manifest = z.object({
  name: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string(),
  source: z.literal('dsda-csv'),
  file: z.string().regex(/^[\w.-]+$/),
  notes: z.union([z.string(), z.array(z.string())]).optional(),
})

/** A past flood that can be played again. */
export interface ReplayPackage {
  readonly name: string
  readonly title: string
  readonly source: 'dsda-csv'
  /** The whole recording, uncompressed. */
  readonly content: string
}

export class ReplayUnknown extends DomainError {
  readonly code = 'replay.unknown'
  override readonly status = 404
  override readonly params: Readonly<Record<string, string>>
  constructor(name: string, known: readonly string[]) {
    super(`there is no recorded flood named ${name}; known: ${known.join(', ') || 'none'}`)
    this.params = { name, known: known.join(', ') }
  }
}

/** Names and titles of the floods recorded with a region. */
export function listReplays(regionFolder: string): { name: string; title: string }[] {
  const folder = path.join(regionFolder, 'replays')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => existsSync(path.join(folder, name, 'replay.json')))
    .map((name) => readManifest(path.join(folder, name)))
    .map(({ name, title }) => ({ name, title }))
}

/**
 * @throws ReplayUnknown naming the floods there are
 * @throws InvalidInput when the manifest is not usable, naming the field
 */
export function readReplay(regionFolder: string, name: string): ReplayPackage {
  const folder = path.join(regionFolder, 'replays', path.basename(name))
  if (!existsSync(path.join(folder, 'replay.json')))
    throw new ReplayUnknown(
      name,
      listReplays(regionFolder).map((each) => each.name),
    )
  const { title, source, file } = readManifest(folder)
  const raw = readFileSync(path.join(folder, file))
  const isGzip = raw[0] === 0x1f && raw[1] === 0x8b
  return { name, title, source, content: (isGzip ? gunzipSync(raw) : raw).toString('utf8') }
}

function readManifest(folder: string): z.infer<typeof manifest> {
  const file = path.join(folder, 'replay.json')
  const parsed = manifest.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (parsed.success) return parsed.data
  throw new InvalidInput(parsed.error.issues.map((issue) => ({ file, field: issue.path.join('.'), message: issue.message })))
}
