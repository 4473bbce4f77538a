import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { z } from 'zod'
import { holderOf } from './process-lock'
import { isAlive, processMark } from './process-start'
import { readState } from './state-file'

/** PGlite behind its gateway, in a process of its own. */
export interface LocalPglite {
  readonly url: string
  stop(): Promise<void>
}

export class PgliteUnusable extends Error {}

const START_MS = 90_000
const STOP_MS = 15_000
/** A connection waits while somebody else's transaction or a long statement is under way. */
const ANSWER_MS = 30_000
const PROGRAM = path.join(__dirname, 'pglite-main.js')

export interface PgliteOptions {
  /** The compiled program of the process. */
  readonly program?: string
  /** A client that leaves its transaction idle this long is thrown out; see PgliteGateway. */
  readonly idleTransactionMs?: number
}

/** Written by the process itself when it listens. */
export const pgliteAddress = z.object({ url: z.string(), process: processMark })
export type PgliteAddress = Readonly<z.infer<typeof pgliteAddress>>

export const addressFile = (folder: string): string => path.join(folder, 'address.json')
export const lockFile = (folder: string): string => path.join(folder, 'lock')

/**
 * Starts the installation's PGlite, or joins the one that runs for this data folder (or is about to).
 * @throws PgliteUnusable with what the process said
 */
export async function startPglite(dataDir: string, { program = PROGRAM, idleTransactionMs }: PgliteOptions = {}): Promise<LocalPglite> {
  const folder = path.join(dataDir, 'pglite')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const log = path.join(folder, 'server.log')
  let child: ChildProcess | undefined
  for (const deadline = Date.now() + START_MS; Date.now() < deadline; await sleep(100)) {
    const address = readState(addressFile(folder), pgliteAddress)
    if (address && isAlive(address.process)) {
      // One that was just killed may still look alive: then it does not answer, and soon is gone.
      if (await answers(address.url)) return handle(address)
      continue
    }
    if (holderOf(lockFile(folder)) !== undefined) continue
    if (child && (child.exitCode !== null || child.signalCode !== null))
      throw new PgliteUnusable(`PGlite does not start: ${readFileSync(log, 'utf8').slice(-1_500)}`)
    child ??= spawnDetached(program, folder, log, idleTransactionMs)
  }
  child?.kill('SIGKILL')
  throw new PgliteUnusable(`PGlite did not start within ${START_MS / 1_000} s: ${readFileSync(log, 'utf8').slice(-1_500)}`)
}

/** It outlives the process that needed it first, so it writes to a file and not to our pipes. */
function spawnDetached(program: string, folder: string, log: string, idleTransactionMs?: number): ChildProcess {
  const out = openSync(log, 'w', 0o600)
  const child = spawn(process.execPath, [program], {
    detached: true,
    stdio: ['ignore', out, out],
    env: {
      PATH: process.env['PATH'],
      PGLITE_FOLDER: folder,
      PGLITE_PASSWORD: randomBytes(18).toString('base64url'),
      PGLITE_IDLE_TRANSACTION_MS: idleTransactionMs?.toString(),
    },
  })
  closeSync(out)
  child.unref()
  return child
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: ANSWER_MS })
  client.on('error', () => undefined) // the refusal is the answer below
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined) // a client that never connected has nothing to close
  }
}

function handle({ url, process: mark }: PgliteAddress): LocalPglite {
  return {
    url,
    stop: async () => {
      if (isAlive(mark)) process.kill(mark.pid, 'SIGTERM')
      for (const deadline = Date.now() + STOP_MS; isAlive(mark) && Date.now() < deadline;) await sleep(50)
      if (isAlive(mark)) process.kill(mark.pid, 'SIGKILL')
    },
  }
}
