import { createHash } from 'node:crypto'
import { chownSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { codeOf } from '../errors'

/** As whom the database runs; empty: as we do. */
export interface Owner {
  readonly uid?: number
  readonly gid?: number
}

export class NoOwner extends Error {}

/** PostgreSQL refuses to run as root: then it runs as `postgres`, else as `nobody`. */
export function clusterOwner(): Owner {
  if (process.getuid?.() !== 0) return {}
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody')
  if (!user) throw new NoOwner('running as root, and there is no user postgres or nobody to run the database as')
  return { uid: Number(user[2]), gid: Number(user[3]) }
}

export function giveTo({ uid, gid }: Owner, place: string): void {
  if (uid !== undefined && gid !== undefined) chownSync(place, uid, gid)
}

/**
 * Where the cluster lies: `pg` in the data folder. Below a folder that the owner cannot enter (such as /root) it lies in the system's
 * own place, under a name made from the data folder's; `pg-folder` in the data folder says where.
 */
export function clusterFolder(dataDir: string, owner: Owner): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o755 })
  if (owner.uid === undefined || isOpenToAll(dataDir)) return path.join(dataDir, 'pg')
  const name = createHash('sha256').update(path.resolve(dataDir)).digest('hex').slice(0, 16)
  const folder = path.join(systemPlace(), name)
  writeFileSync(path.join(dataDir, 'pg-folder'), `${folder}\n`)
  return folder
}

function systemPlace(): string {
  const wanted = '/var/lib/kentongan'
  try {
    mkdirSync(wanted, { recursive: true, mode: 0o755 })
    return wanted
  } catch (error) {
    if (!['EACCES', 'EROFS', 'EPERM'].includes(codeOf(error) ?? '')) throw error
    return os.tmpdir() // read-only system: better a cluster that a reboot may take than none
  }
}

function isOpenToAll(folder: string): boolean {
  const ENTER = 0o001
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if ((statSync(at).mode & ENTER) === 0) return false
    if (at === path.dirname(at)) return true
  }
}
