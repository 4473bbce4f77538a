import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { codeOf, isAlive, type ProcessMark, processMark, processStart, readState } from '#libs/platform'

export interface ChildSpec {
  readonly name: string
  readonly script: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** A line of its standard output that begins so says that it is ready. */
  readonly readyLine?: string
}

interface Running {
  readonly child: ChildProcess
  readonly since: number
  /** How often it fell one soon after the other. */
  readonly falls: number
  readonly ready: boolean
}

const KILL_AFTER_MS = 10_000
const RESTART_MS = [500, 1_000, 2_000, 5_000, 10_000, 30_000] as const
/** A child that ran this long was healthy: its next fall counts as the first. */
const HEALTHY_MS = 60_000
const LOG_LIMIT = 20 * 1024 * 1024

/** The processes of an installation: kept running, logged to files, stopped together, found again after a kill. */
export class Children {
  private readonly running = new Map<string, Running>()
  private stopping = false
  private readonly record: string
  private readonly logs: string

  constructor(
    dataDir: string,
    private readonly say: (line: string) => void,
  ) {
    this.record = path.join(dataDir, 'processes.json')
    this.logs = path.join(dataDir, 'logs')
    mkdirSync(this.logs, { recursive: true })
  }

  /** Ends processes that a killed launcher left behind: those recorded, if they are still the same processes. @returns how many */
  async endOrphans(): Promise<number> {
    const orphans = this.recorded().filter((mark) => mark.startedAt !== undefined && isAlive(mark))
    for (const { pid } of orphans) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch (error) {
        if (codeOf(error) !== 'ESRCH') throw error // it ended between the look and the kill
      }
    }
    for (const deadline = Date.now() + KILL_AFTER_MS; orphans.some(isAlive) && Date.now() < deadline;) await sleep(20)
    rmSync(this.record, { force: true })
    return orphans.length
  }

  /** How often a child fell one soon after the other. */
  falls(name: string): number {
    return this.running.get(name)?.falls ?? 0
  }

  /** Whether it has said that it is ready, since it was last started. */
  isReady(name: string): boolean {
    return this.running.get(name)?.ready ?? false
  }

  start(spec: ChildSpec, falls = 0): void {
    if (this.stopping) return
    const log = this.openLog(spec.name)
    // A group of its own: Ctrl-C reaches the launcher alone, which stops its children in order.
    const child = spawn(process.execPath, [spec.script], {
      env: { ...process.env, ...spec.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    this.running.set(spec.name, { child, since: Date.now(), falls, ready: false })
    this.writeRecord()
    let lastError = ''
    child.stdout.on('data', (chunk: Buffer) => log.write(chunk))
    createInterface({ input: child.stdout }).on('line', (line) => {
      const started = this.running.get(spec.name)
      if (started && spec.readyLine !== undefined && line.startsWith(spec.readyLine))
        this.running.set(spec.name, { ...started, ready: true })
    })
    child.stderr.on('data', (chunk: Buffer) => log.write(chunk))
    createInterface({ input: child.stderr }).on('line', (line) => (lastError = line.trim() || lastError))
    child.once('close', (code, signal) => {
      log.end()
      this.restart(spec, `${signal ?? `kode ${code}`}${lastError ? `: ${lastError}` : ''}`)
    })
  }

  /** Asks all to end, those that took up work last first; after ten seconds without asking. */
  async stop(): Promise<void> {
    this.stopping = true
    for (const { child } of [...this.running.values()].toReversed()) await end(child)
    rmSync(this.record, { force: true })
  }

  logOf(name: string): string {
    return path.join(this.logs, `${name}.log`)
  }

  private restart(spec: ChildSpec, why: string): void {
    const fallen = this.running.get(spec.name)
    if (this.stopping || !fallen) return
    const falls = Date.now() - fallen.since > HEALTHY_MS ? 1 : fallen.falls + 1
    const wait = RESTART_MS[Math.min(falls, RESTART_MS.length) - 1] ?? 0
    this.running.set(spec.name, { ...fallen, falls })
    this.say(`${spec.name} berhenti (${why}); dijalankan lagi dalam ${wait / 1_000} s. Log: ${this.logOf(spec.name)}`)
    setTimeout(() => this.start(spec, falls), wait)
  }

  private openLog(name: string) {
    const file = this.logOf(name)
    if (existsSync(file) && statSync(file).size > LOG_LIMIT) renameSync(file, `${file}.1`)
    return createWriteStream(file, { flags: 'a', mode: 0o600 })
  }

  private recorded(): ProcessMark[] {
    return readState(this.record, z.array(processMark)) ?? []
  }

  private writeRecord(): void {
    const marks = [...this.running.values()].map(({ child }): ProcessMark => ({
      pid: child.pid ?? 0,
      startedAt: processStart(child.pid ?? 0),
    }))
    writeFileSync(this.record, JSON.stringify(marks))
  }
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    const late = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS)
    child.once('exit', () => {
      clearTimeout(late)
      resolve()
    })
    child.kill('SIGTERM')
  })
}
