import type { DataSource, EntityManager } from 'typeorm'
import { InvalidInput, lockByName, sql } from '#libs/platform'
import { areaPart } from './area-part'
import { fingerprintOf } from './fingerprint'
import { MANIFEST_FILE, readManifest, type RegionManifest } from './region-manifest'
import { changeRows, type PartReport, type RegionPart, type RegionReport } from './region-part'
import { RegionSource } from './region-source'

/**
 * Loads a region package: everything is read and checked first, then written in one transaction. Importing the same package again
 * changes no row.
 *
 * @param parts what the rooms take from a package besides areas, in the order of their references
 * @param build which build of the product reads it; given, the installation remembers what it loaded for {@link importRegionIfChanged}
 * @throws InvalidInput with every problem found, each naming file, row and field; nothing has been written then
 */
export async function importRegion(db: DataSource, folder: string, parts: readonly RegionPart[], build?: string): Promise<RegionReport> {
  const fingerprint = build === undefined ? undefined : fingerprintOf(folder, build)
  const source = new RegionSource(folder)
  const manifest = source.once(readManifest)
  const writers = [areaPart, ...parts].map((part) => part.prepare(source))
  if (!manifest || source.problems.length > 0) throw new InvalidInput(source.problems)
  return db.transaction(async (tx) => {
    await lockByName(tx, 'region-import')
    const reports: PartReport[] = [{ changedRows: await nameInstallation(tx, manifest) }]
    for (const write of writers) reports.push(await write(tx))
    await remember(tx, fingerprint)
    return summarise(manifest.id, reports)
  })
}

/**
 * Loads a region package unless this build loaded the very same one last: then nothing is read but the files' bytes.
 * @param build see {@link importRegion}; undefined always loads
 * @returns undefined when there was nothing to do
 */
export async function importRegionIfChanged(
  db: DataSource,
  folder: string,
  parts: readonly RegionPart[],
  build: string | undefined,
): Promise<RegionReport | undefined> {
  const present = build === undefined ? undefined : fingerprintOf(folder, build)
  if (present !== undefined) {
    const loaded = await sql(db, `select 1 from installation where id = 1 and region_hash = $1`, [present])
    if (loaded.length > 0) return undefined
  }
  return importRegion(db, folder, parts, build)
}

async function remember(tx: EntityManager, fingerprint: string | undefined): Promise<void> {
  await sql(tx, `update installation set region_hash = $1 where id = 1 and region_hash is distinct from $1`, [fingerprint ?? null])
}

/** An installation serves one region. Where no mode was chosen yet, it becomes an exercise: the mode that can do no harm. */
async function nameInstallation(tx: EntityManager, manifest: RegionManifest): Promise<number> {
  const [installation] = await sql<{ region_id: string | null }>(tx, `select region_id from installation where id = 1`)
  if (installation?.region_id && installation.region_id !== manifest.id) {
    throw new InvalidInput([
      { file: MANIFEST_FILE, field: 'id', message: `this installation serves ${installation.region_id}, not ${manifest.id}` },
    ])
  }
  return changeRows(
    tx,
    `insert into installation as i (id, mode, region_id, name, time_zone) values (1, 'exercise', $1, $2, $3)
     on conflict (id) do update set region_id = excluded.region_id, name = excluded.name, time_zone = excluded.time_zone
     where (i.region_id, i.name, i.time_zone) is distinct from (excluded.region_id, excluded.name, excluded.time_zone)`,
    [manifest.id, manifest.name, manifest.timeZone],
  )
}

function summarise(region: string, reports: readonly PartReport[]): RegionReport {
  const sum = (key: Exclude<keyof PartReport, 'refusedLadders'>): number => reports.reduce((total, report) => total + (report[key] ?? 0), 0)
  return {
    region,
    areas: sum('areas'),
    parentAreas: sum('parentAreas'),
    stations: sum('stations'),
    ladders: sum('ladders'),
    refusedLadders: reports.flatMap((report) => report.refusedLadders ?? []),
    aliases: sum('aliases'),
    zones: sum('zones'),
    templates: sum('templates'),
    contacts: sum('contacts'),
    changedRows: sum('changedRows'),
  }
}
