import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '#libs/platform'

const PLACES = ['/usr/sbin/mosquitto', '/usr/local/sbin/mosquitto', '/opt/homebrew/sbin/mosquitto']
const START_MS = 10_000

const binary = (): string | undefined => PLACES.find((place) => existsSync(place))

/** Undefined where the broker is installed. */
export const whyNoBroker = (): string | undefined => (binary() ? undefined : 'mosquitto is not installed')

/** A broker of its own on the loopback address, which keeps sessions over a restart. */
export class OwnBroker {
  private child: ChildProcess | undefined
  private exited: Promise<void> = Promise.resolve()

  private constructor(
    private readonly program: string,
    private readonly folder: string,
    readonly url: string,
    private readonly port: number,
  ) {}

  /** @throws Error when it is not installed or does not come up */
  static async start(): Promise<OwnBroker> {
    const program = binary()
    if (!program) throw new Error('mosquitto is not installed')
    const folder = mkdtempSync(path.join(os.tmpdir(), 'kentongan-mosquitto-'))
    const port = await freePort()
    const settings = [
      `listener ${port} 127.0.0.1`,
      'allow_anonymous true',
      ...(process.getuid?.() === 0 ? ['user root'] : []),
      'persistence true',
      `persistence_location ${folder}/`,
      'max_inflight_messages 0', // as many as the subscriber bears
      'max_queued_messages 0', // none is dropped while the subscriber is away
      'log_type error',
    ]
    writeFileSync(path.join(folder, 'mosquitto.conf'), `${settings.join('\n')}\n`)
    const broker = new OwnBroker(program, folder, `mqtt://127.0.0.1:${port}`, port)
    await broker.run()
    return broker
  }

  /** Starts it again after {@link OwnBroker.halt}. */
  async run(): Promise<void> {
    const child = spawn(this.program, ['-c', path.join(this.folder, 'mosquitto.conf')], { stdio: ['ignore', 'ignore', 'inherit'] })
    this.child = child
    this.exited = new Promise((resolve) => child.once('exit', () => resolve()))
    for (const deadline = Date.now() + START_MS; Date.now() < deadline; await sleep(20)) {
      if (child.exitCode !== null) throw new Error(`mosquitto ended with code ${child.exitCode}`)
      if (await isListening(this.port)) return
    }
    await this.halt()
    throw new Error('mosquitto did not come up')
  }

  /** An orderly end: what it keeps is on disk. */
  async halt(): Promise<void> {
    this.child?.kill('SIGTERM')
    await this.exited
  }

  async stop(): Promise<void> {
    await this.halt()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(Boolean(socket.destroy())))
    socket.once('error', () => resolve(false))
  })
