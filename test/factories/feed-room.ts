import type { DataSource } from 'typeorm'
import { BulletinStates, IngestPayload, StoreAlerts, StoreEarthquakes } from '#libs/feed'
import { Clock, type Config, Events, Sweeper, Timers } from '#libs/platform'

/** A clock that stands where a test puts it. */
export class TestClock extends Clock {
  constructor(public at: Date) {
    super()
  }

  now(): Date {
    return this.at
  }

  pass(ms: number): void {
    this.at = new Date(this.at.getTime() + ms)
  }
}

/** What takes payloads, put together by hand on a test's database. */
export function feedRoom(db: DataSource, clock: Clock, events = new Events()) {
  const sweeper = new Sweeper({ SWEEP_EVERY_MS: 1_000 } as Config, 'tool')
  const timers = new Timers(db, clock, sweeper)
  const states = new BulletinStates(clock, events, timers)
  states.onModuleInit()
  const ingest = new IngestPayload(db, events, new StoreAlerts(events, states), new StoreEarthquakes(events))
  return { events, sweeper, timers, ingest }
}
