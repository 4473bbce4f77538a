import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { processStart } from './instance-lock'

export interface ChildSpec {
  readonly name: string
  readonly script: string
  readonly env: Readonly<Record<string, string | undefined>>
}

interface Recorded {
  readonly pid: number
  readonly startedAt?: string
}

const KILL_AFTER_MS = 10_000
const RESTART_MS = [500, 1_000, 2_000, 5_000, 10_000] as const
/** A child that ran this long was healthy: its next fall counts as the first. */
const HEALTHY_MS = 60_000

/** The processes of an installation: kept running, logged to files, stopped together, found again after a kill. */
export class Children {
  private readonly running = new Map<string, { child: ChildProcess; since: number; falls: number }>()
  private stopping = false
  private readonly record: string

  constructor(
    private readonly dataDir: string,
    private readonly say: (line: string) => void,
  ) {
    this.record = path.join(dataDir, 'processes.json')
    mkdirSync(path.join(dataDir, 'logs'), { recursive: true })
  }

  /** Ends processes that a killed launcher left behind: those recorded, if they are still the same processes. */
  endOrphans(): void {
    if (!existsSync(this.record)) return
    for (const { pid, startedAt } of JSON.parse(readFileSync(this.record, 'utf8')) as Recorded[]) {
      if (startedAt !== undefined && processStart(pid) === startedAt) process.kill(pid, 'SIGKILL')
    }
  }

  /** @param onLine told each line of standard output */
  start(spec: ChildSpec, onLine?: (line: string) => void, falls = 0): void {
    const log = createWriteStream(path.join(this.dataDir, 'logs', `${spec.name}.log`), { flags: 'a' })
    const child = spawn(process.execPath, [spec.script], { env: { ...process.env, ...spec.env }, stdio: ['ignore', 'pipe', 'pipe'] })
    this.running.set(spec.name, { child, since: Date.now(), falls })
    this.writeRecord()
    child.stdout.on('data', (chunk: Buffer) => {
      log.write(chunk)
      for (const line of chunk.toString().split('\n')) if (line !== '') onLine?.(line)
    })
    child.stderr.pipe(log, { end: false })
    child.once('exit', (code, signal) => {
      log.end()
      const entry = this.running.get(spec.name)
      if (this.stopping || !entry) return
      const fallen = Date.now() - entry.since > HEALTHY_MS ? 0 : entry.falls
      const wait = RESTART_MS[Math.min(fallen, RESTART_MS.length - 1)] as number
      this.say(`${spec.name} berhenti (${signal ?? `kode ${code}`}); dijalankan lagi dalam ${wait / 1_000} s. Log: ${path.join(this.dataDir, 'logs', `${spec.name}.log`)}`)
      setTimeout(() => {
        if (!this.stopping) this.start(spec, onLine, fallen + 1)
      }, wait)
    })
  }

  async stop(): Promise<void> {
    this.stopping = true
    await Promise.all([...this.running.values()].map(({ child }) => end(child)))
    writeFileSync(this.record, '[]')
  }

  private writeRecord(): void {
    const recorded: Recorded[] = [...this.running.values()].map(({ child }) => ({ pid: child.pid ?? 0, startedAt: processStart(child.pid ?? 0) }))
    writeFileSync(this.record, JSON.stringify(recorded))
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
