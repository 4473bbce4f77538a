import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, realpathSync } from 'node:fs'
import path from 'node:path'

const DEBIAN = '/usr/lib/postgresql'
const PROGRAMS = ['postgres', 'initdb', 'pg_ctl'] as const

/** The folder of the binaries of a local PostgreSQL that has PostGIS, the newest first; undefined when there is none. */
export function findPostgresWithPostgis(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted((a, b) => Number(b) - Number(a)) : []
  const folders = [...versions.map((version) => path.join(DEBIAN, version, 'bin')), ...(process.env['PATH'] ?? '').split(path.delimiter)]
  for (const folder of folders) {
    const program = path.join(folder, 'postgres')
    if (folder === '' || !existsSync(program)) continue
    const bin = path.dirname(realpathSync(program))
    if (PROGRAMS.every((name) => existsSync(path.join(bin, name))) && hasPostgis(bin)) return bin
  }
  return undefined
}

function hasPostgis(bin: string): boolean {
  const shared = spawnSync(path.join(bin, 'pg_config'), ['--sharedir'], { encoding: 'utf8' }).stdout?.trim()
  const version = /\/(\d+)\/bin$/.exec(bin)?.[1]
  // Debian keeps pg_config in a package of its own: then its usual place is looked at.
  const shares = [
    shared,
    version && `/usr/share/postgresql/${version}`,
    path.resolve(bin, '../share/postgresql'),
    path.resolve(bin, '../share'),
  ]
  return shares.some((share) => share && existsSync(path.join(share, 'extension/postgis.control')))
}
