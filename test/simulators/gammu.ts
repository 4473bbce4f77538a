import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { Client } from 'pg'

const DAEMON = '/usr/bin/gammu-smsd'
const SCHEMA = '/usr/share/doc/gammu-smsd/examples/pgsql.sql'
const schemaFile = [SCHEMA, `${SCHEMA}.gz`].find((file) => existsSync(file))

/** Why Gammu cannot be used here; undefined when it can. */
export const gammuMissing = (): string | undefined =>
  existsSync(DAEMON) ? (schemaFile ? undefined : `${SCHEMA} is not installed`) : `${DAEMON} is not installed`

/** Lays the daemon's own tables out in an empty database. */
export async function createGammuTables(url: string): Promise<void> {
  const file = readFileSync(schemaFile as string)
  const text = (schemaFile?.endsWith('.gz') ? gunzipSync(file) : file).toString('utf8')
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(text.replace(/^CREATE LANGUAGE plpgsql;$/m, ''))
  } finally {
    await client.end()
  }
}

export interface ReceivedSms {
  readonly from: string
  readonly text: string
  /** Clock time as the network gives it: `20260131T213500`. */
  readonly at: string
  /** Hexadecimal header of a part of a long message. */
  readonly header?: string
}

export interface Gammu {
  receive(sms: ReceivedSms): void
  stop(): Promise<void>
}

/** Gammu's real daemon on a telephone that is a folder. */
export function startGammu(databaseUrl: string): Gammu {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'kentongan-gammu-'))
  const inbox = path.join(folder, 'phone/sms/1')
  for (const name of ['1', '2', '3', '4', '5']) mkdirSync(path.join(folder, 'phone/sms', name), { recursive: true })
  const { hostname, port, username, password, pathname } = new URL(databaseUrl)
  const config = path.join(folder, 'smsdrc')
  const settings = `[gammu]
model = dummy
connection = none
port = ${path.join(folder, 'phone')}

[smsd]
service = sql
driver = native_pgsql
host = ${hostname}:${port}
user = ${username}
password = ${password}
database = ${pathname.slice(1)}
commtimeout = 1
loopsleep = 1
receivefrequency = 1
statusfrequency = 0
resetfrequency = 0
checkbattery = 0
checksignal = 0
checknetwork = 0
checksecurity = 0
logfile = ${path.join(folder, 'log')}
`
  writeFileSync(config, settings)
  const daemon = spawn(DAEMON, ['-c', config], { stdio: 'ignore' })
  const ended = new Promise<void>((resolve) => daemon.once('exit', () => resolve()))
  let count = 0
  return {
    receive: ({ from, text, at, header }) => {
      count += 1
      const ucs2 = Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()
      const sms = {
        SMSC: '"+6281100000"',
        State: 'UnRead',
        Number: `"${from}"`,
        Coding: 'Default',
        PDU: 'Deliver',
        DateTime: at,
        Class: '-1',
        Text00: ucs2,
      }
      const content = Object.entries({ ...sms, ...(header && { UDH: header }) }).map(([key, value]) => `${key} = ${value}`)
      const written = path.join(folder, 'writing')
      writeFileSync(written, `[SMSBackup000]\n${content.join('\n')}\n`)
      renameSync(written, path.join(inbox, String(count)))
    },
    stop: async () => {
      daemon.kill()
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
