import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { postgis } from '@electric-sql/pglite-postgis'
import { PgliteSession } from './pglite-session'

/** The database that is always there; clients that only administer name it `postgres`. */
const MAIN = 'kentongan'
const NAME = /^[a-z][a-z0-9_]{0,62}$/

export class NoSuchDatabase extends Error {}
export class DatabaseExists extends Error {}

/** The databases below one folder: each a PGlite of its own with a single session, opened when somebody connects. */
export class PgliteDatabases {
  private readonly open = new Map<string, Promise<PgliteSession>>()

  constructor(private readonly folder: string) {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 })
  }

  /** @throws NoSuchDatabase */
  session(asked: string): Promise<PgliteSession> {
    const name = asked === 'postgres' ? MAIN : asked
    const known = this.open.get(name)
    if (known) return known
    if (name !== MAIN && !existsSync(this.place(name))) throw new NoSuchDatabase(`database "${name}" does not exist`)
    const opening = PGlite.create({ dataDir: this.place(name), extensions: { postgis } }).then((engine) => new PgliteSession(engine))
    this.open.set(name, opening)
    opening.catch(() => this.open.delete(name)) // whoever waits is told; the next one tries again
    return opening
  }

  /** @throws DatabaseExists */
  async create(name: string): Promise<void> {
    if (existsSync(this.place(name))) throw new DatabaseExists(`database "${name}" already exists`)
    mkdirSync(this.place(name), { mode: 0o700 })
    await this.session(name)
  }

  /** Throws its clients out. Without effect when there is no such database. */
  async drop(name: string): Promise<void> {
    const open = this.open.get(name)
    this.open.delete(name)
    if (open) await shut(await open)
    if (!existsSync(this.place(name))) return
    // Moved first: a removal that is cut short leaves no half of a database behind under its name.
    const doomed = `${this.place(name)}.dropped`
    rmSync(doomed, { recursive: true, force: true })
    renameSync(this.place(name), doomed)
    rmSync(doomed, { recursive: true, force: true })
  }

  async close(): Promise<void> {
    const sessions = await Promise.all(this.open.values())
    this.open.clear()
    for (const session of sessions) await shut(session)
  }

  private place(name: string): string {
    if (!NAME.test(name)) throw new NoSuchDatabase(`"${name}" is no name of a database here`)
    return path.join(this.folder, name)
  }
}

async function shut(session: PgliteSession): Promise<void> {
  for (const client of session.clients) client.disconnect()
  await session.close()
}
