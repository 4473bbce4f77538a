import { Controller, Inject, Logger, type MessageEvent, type OnApplicationShutdown, type OnModuleInit, Sse } from '@nestjs/common'
import { Client } from 'pg'
import { interval, map, merge, type Observable, Subject } from 'rxjs'
import { CONFIG, type Config, LIVE_CHANNEL } from '#libs/platform'

const RECONNECT_MS = 1_000
const KEEP_ALIVE_MS = 25_000

/** Tells the consoles that something changed; they fetch it themselves. What is missed while the line is down is fetched by their own interval. */
@Controller('api/live')
export class LiveController implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger(LiveController.name)
  private readonly topics = new Subject<string>()
  private client?: Client
  private stopped = false

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  onModuleInit(): void {
    void this.listen()
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true
    this.topics.complete()
    await this.client?.end()
  }

  @Sse()
  live(): Observable<MessageEvent> {
    return merge(this.topics, interval(KEEP_ALIVE_MS).pipe(map(() => 'ping'))).pipe(map((data) => ({ data })))
  }

  private async listen(): Promise<void> {
    const client = new Client({ connectionString: this.config.DATABASE_URL, application_name: 'kentongan-live' })
    this.client = client
    const again = (error: Error): void => {
      client.removeAllListeners()
      client.on('error', () => undefined) // already being replaced
      if (this.stopped) return
      this.log.warn(`live news interrupted: ${error.message}`)
      setTimeout(() => void this.listen(), RECONNECT_MS).unref()
    }
    client.once('error', again)
    client.on('notification', ({ payload }) => this.topics.next(payload ?? ''))
    try {
      await client.connect()
      await client.query(`listen ${LIVE_CHANNEL}`)
    } catch (error) {
      again(error as Error)
    }
  }
}
