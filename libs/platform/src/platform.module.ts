import { BullModule } from '@nestjs/bullmq'
import { type DynamicModule, Module } from '@nestjs/common'
import { TypeOrmModule } from '@nestjs/typeorm'
import { createPostgresBackend, setDefaultBackendFactory } from 'bullmq'
import { Clock, InstallationClock } from './clock'
import { CONFIG, type Config } from './config'
import { databaseOptions, type Entities } from './database'
import { Events } from './events'
import { Pager } from './health/pager'
import { SelfWatch } from './health/self-watch'
import { JobProcessor } from './jobs/job-processor'
import { Jobs, QUEUE } from './jobs/jobs'
import { Sweeper } from './jobs/sweeper'
import { type ProcessRole, ROLE } from './role'
import { Timers } from './timers'

/** The queue's connection: Redis when there is one, else BullMQ's own PostgreSQL backend on the same database. */
export function queueConnection(config: Config): Record<string, unknown> {
  if (config.REDIS_URL) return { url: config.REDIS_URL, maxRetriesPerRequest: null, enableOfflineQueue: true }
  return { connectionString: config.DATABASE_URL, max: 4, migrate: true }
}

/** Keeps the queues of several installations on one Redis apart. */
export const queuePrefix = (config: Config): string => `kentongan-${new URL(config.DATABASE_URL).pathname.slice(1)}`

export interface PlatformOptions {
  readonly config: Config
  readonly entities: Entities
  /** A worker or a replay takes jobs from the queue and sweeps; an api or a tool does not. */
  readonly role: ProcessRole
}

@Module({})
export class PlatformModule {
  static forRoot({ config, entities, role }: PlatformOptions): DynamicModule {
    // The factory is global to BullMQ: undefined restores its own choice, Redis.
    setDefaultBackendFactory((config.REDIS_URL ? undefined : createPostgresBackend) as never)
    return {
      module: PlatformModule,
      global: true,
      imports: [
        TypeOrmModule.forRoot({ ...databaseOptions(config.DATABASE_URL, config.DB_POOL, entities), retryAttempts: 3, retryDelay: 500 }),
        BullModule.forRoot({ connection: queueConnection(config) as never, prefix: queuePrefix(config) }),
        BullModule.registerQueue({ name: QUEUE }),
      ],
      providers: [
        { provide: CONFIG, useValue: config },
        InstallationClock,
        { provide: Clock, useExisting: InstallationClock },
        Events,
        Jobs,
        Sweeper,
        Timers,
        { provide: ROLE, useValue: role },
        Pager,
        SelfWatch,
        ...(role === 'api' || role === 'tool' ? [] : [JobProcessor]),
      ],
      exports: [CONFIG, ROLE, Clock, InstallationClock, Events, Jobs, SelfWatch, Sweeper, Timers, TypeOrmModule],
    }
  }
}
