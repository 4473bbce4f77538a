import { randomBytes } from 'node:crypto'
import { Client } from 'pg'

/** A database that lives as long as one command. */
export interface OwnDatabase {
  readonly url: string
  readonly name: string
  drop(): Promise<void>
}

async function onServer(serverUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** Creates an empty database beside the one the URL names. The name is ours, made of letters and digits. */
export async function createOwnDatabase(serverUrl: string, purpose: string): Promise<OwnDatabase> {
  const name = `kentongan_${purpose}_${randomBytes(4).toString('hex')}`
  await onServer(serverUrl, `create database "${name}"`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return { url: url.href, name, drop: () => onServer(serverUrl, `drop database if exists "${name}" with (force)`) }
}
