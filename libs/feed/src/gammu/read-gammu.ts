import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common'
import { CONFIG, type Config, InstallationClock, Sweeper } from '#libs/platform'
import { IngestPayload } from '../ingest/ingest-payload'
import { GammuInbox } from './gammu-inbox'

/** Reads gate-keepers' messages from a modem's inbox where GAMMU_DATABASE_URL is set; they wait there while a replay runs. */
@Injectable()
export class ReadGammu implements OnModuleInit, OnApplicationShutdown {
  private inbox?: GammuInbox

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'GAMMU_DATABASE_URL'>,
    private readonly clock: InstallationClock,
    private readonly sweeper: Sweeper,
    private readonly ingest: IngestPayload,
  ) {}

  onModuleInit(): void {
    if (this.config.GAMMU_DATABASE_URL === undefined) return
    const inbox = new GammuInbox({
      databaseUrl: this.config.GAMMU_DATABASE_URL,
      sink: (source, raw, at) => this.ingest.run(source, raw, at, 'gammu'),
      now: () => this.clock.now(),
    })
    this.inbox = inbox
    this.sweeper.add('gammu-inbox', async () => (this.clock.replaying() ? 0 : inbox.poll()))
  }

  async onApplicationShutdown(): Promise<void> {
    await this.inbox?.close()
  }
}
