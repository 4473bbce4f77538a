import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common'
import { DataSource, type QueryRunner } from 'typeorm'
import { CONFIG, type Config, InstallationClock, messageOf, type ProcessRole, ROLE } from '#libs/platform'
import { IngestPayload } from '../ingest/ingest-payload'
import { PayloadUnusable } from '../parsed'
import { MqttIntake } from './mqtt-intake'
import { TOPICS } from './source-of-topic'

const LOOK_EVERY_MS = 10_000
const ONE_LISTENER = `hashtextextended('mqtt listener', 0)`

class ReplayRuns extends Error {}

/**
 * Listens to the regency's sensors where MQTT_URL is set. The broker keeps one session for the installation, so one worker listens; when
 * it falls, the next takes over. A replay has its own readings: sensors wait at the broker until it is over.
 */
@Injectable()
export class ListenToSensors implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(ListenToSensors.name)
  private intakes: MqttIntake[] = []
  /** Holds the lock: it is lost with the connection. */
  private runner?: QueryRunner | undefined
  private timer?: NodeJS.Timeout
  private looking?: Promise<void>
  private isStopping = false

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(ROLE) private readonly role: ProcessRole,
    private readonly clock: InstallationClock,
    private readonly ingest: IngestPayload,
  ) {}

  onApplicationBootstrap(): void {
    if (this.role !== 'worker' || this.config.MQTT_URL === undefined) return
    const url = this.config.MQTT_URL
    const again = (): void => {
      this.looking = this.look(url)
        .catch((error: unknown) => this.log.error(messageOf(error)))
        .finally(() => {
          if (!this.isStopping) this.timer = setTimeout(again, LOOK_EVERY_MS)
        })
    }
    again()
  }

  async onApplicationShutdown(): Promise<void> {
    this.isStopping = true
    clearTimeout(this.timer)
    await this.looking
    await this.cease()
  }

  private async look(url: string): Promise<void> {
    if (this.runner && !(await this.stillHeld(this.runner))) await this.cease()
    if (this.runner || this.isStopping) return
    const runner = this.db.createQueryRunner()
    const [row] = (await runner.query(`select pg_try_advisory_lock(${ONE_LISTENER}) as held`)) as { held: boolean }[]
    if (!row?.held) return runner.release()
    this.runner = runner
    this.intakes = Object.entries(TOPICS).map(([source, topic]) => this.intake(url, source, topic))
    for (const intake of this.intakes) intake.start()
    this.log.log('listening to sensors')
  }

  private intake(url: string, source: string, topic: string): MqttIntake {
    const { MQTT_USERNAME: username, MQTT_PASSWORD: password } = this.config
    return new MqttIntake({ url, topic, source, username, password }, this.clock, (_, raw, at) => this.take(source, raw, at))
  }

  /** What is no answer of the source is kept and refused; everything else that goes wrong is tried again. */
  private async take(source: string, raw: Buffer, receivedAt: Date): Promise<void> {
    if (this.clock.replaying()) throw new ReplayRuns('a replay is running: sensors wait')
    try {
      await this.ingest.run(source, raw, receivedAt, 'mqtt')
    } catch (error) {
      if (!(error instanceof PayloadUnusable)) throw error
    }
  }

  private async stillHeld(runner: QueryRunner): Promise<boolean> {
    try {
      await runner.query('select 1')
      return true
    } catch (error) {
      this.log.warn(`lost the connection that kept others from listening: ${messageOf(error)}`)
      return false
    }
  }

  private async cease(): Promise<void> {
    const { runner, intakes } = this
    this.runner = undefined
    this.intakes = []
    await Promise.all(intakes.map((intake) => intake.stop()))
    if (!runner) return
    // A broken connection has let go of the lock already.
    await runner.query(`select pg_advisory_unlock(${ONE_LISTENER})`).catch((error: unknown) => this.log.debug(messageOf(error)))
    await runner.release()
  }
}
