import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Client, Pool } from 'pg'

/** The provider's own storage: one statement at a time, each its own transaction. */
export interface Store {
  query<T = Record<string, unknown>>(text: string, params?: readonly unknown[]): Promise<T[]>
  close(): Promise<void>
}

const SCHEMA = `
create table if not exists setting (
  id int primary key default 1 check (id = 1),
  hook_url text,
  clock text check (clock in ('wall', 'manual')),
  now timestamptz
);
insert into setting (id) values (1) on conflict do nothing;
create table if not exists message (
  seq bigint generated always as identity primary key,
  id text not null unique,
  reference text not null,
  intent text not null,
  phone text not null,
  text text not null,
  at timestamptz not null,
  status text not null default 'accepted'
);
create index if not exists message_reference on message (reference);
create index if not exists message_phone on message (phone);
create table if not exists callback (
  seq bigint generated always as identity primary key,
  kind text not null check (kind in ('receipt', 'reply')),
  id text not null,
  reference text,
  phone text not null,
  body text not null,
  due_at timestamptz not null,
  done_at timestamptz
);
create index if not exists callback_due on callback (due_at, seq) where done_at is null;
create index if not exists callback_phone on callback (phone);
`
const UNKNOWN_DATABASE = '3D000'

async function createDatabase(url: string): Promise<void> {
  const target = new URL(url)
  const name = decodeURIComponent(target.pathname.slice(1))
  target.pathname = '/postgres'
  const client = new Client({ connectionString: target.href })
  await client.connect()
  try {
    await client.query(`create database "${name.replaceAll('"', '""')}"`)
  } finally {
    await client.end()
  }
}

async function openPostgres(url: string): Promise<Store> {
  const probe = new Client({ connectionString: url })
  try {
    await probe.connect()
    await probe.end()
  } catch (error) {
    if ((error as { code?: string }).code !== UNKNOWN_DATABASE) throw error
    await createDatabase(url)
  }
  // A statement that outlives this is given up, so that a message never appears long after its sender stopped waiting.
  const pool = new Pool({ connectionString: url, max: 4, statement_timeout: 5_000, application_name: 'kentongan-sandbox' })
  pool.on('error', (error) => console.error(`sandbox store: ${error.message}`))
  await pool.query(SCHEMA)
  return {
    query: async <T>(text: string, params: readonly unknown[] = []) => (await pool.query(text, params as unknown[])).rows as T[],
    close: () => pool.end(),
  }
}

async function openPglite(folder: string): Promise<Store> {
  await mkdir(path.dirname(path.resolve(folder)), { recursive: true })
  const database = await PGlite.create(folder)
  await database.exec(SCHEMA)
  return {
    query: async <T>(text: string, params: readonly unknown[] = []) => (await database.query<T>(text, params as unknown[])).rows,
    close: () => database.close(),
  }
}

/** @param address `postgres://…` (the database is made when missing) or `pglite:<folder>` */
export const openStore = (address: string): Promise<Store> =>
  address.startsWith('pglite:') ? openPglite(address.slice('pglite:'.length)) : openPostgres(address)
