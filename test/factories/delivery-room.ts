import type { DataSource } from 'typeorm'
import {
  Answer,
  type Channel,
  Channels,
  DeliverySweep,
  DispatchMessage,
  HandleInbound,
  PlanDeliveries,
  ReconcileUnknown,
  RecordInbound,
  SandboxChannel,
  SandboxEndpoint,
  SendDutyNotice,
} from '#libs/delivery'
import { RecordReports } from '#libs/incident'
import { Clock, Events, type Jobs } from '#libs/platform'
import { NIGHT } from './ledger'

export class HandClock extends Clock {
  constructor(private at = NIGHT) {
    super()
  }

  now(): Date {
    return this.at
  }

  pass(minutes: number): void {
    this.at = new Date(this.at.getTime() + minutes * 60_000)
  }
}

/** A queue that loses every wake-up: what must happen all the same is found by the sweeps. */
const LOST_QUEUE = { wake: async () => undefined, wakeAfterCommit: async () => undefined } as unknown as Jobs

/** The room as the worker composes it, on a real database, with a clock moved by hand. */
export function deliveryRoom(db: DataSource, provider: { readonly url: string; readonly key: string }, channel?: Channel) {
  const clock = new HandClock()
  const config = {
    KENTONGAN_MODE: 'exercise',
    SEND_TIMEOUT_MS: 1_000,
    DISPATCH_LANES: 2,
    SANDBOX_URL: provider.url,
    SANDBOX_KEY: provider.key,
  } as const
  const endpoint = new SandboxEndpoint(config)
  const sandbox = new SandboxChannel(config, endpoint)
  const channels = new Channels([channel ?? sandbox])
  const events = new Events()
  const plan = new PlanDeliveries(db, clock, config, LOST_QUEUE, channels)
  const dispatch = new DispatchMessage(db, clock, config, channels)
  const reconcile = new ReconcileUnknown(db, clock, config, channels)
  new RecordReports(clock, events).onModuleInit()
  return {
    clock,
    endpoint,
    sandbox,
    plan,
    dispatch,
    reconcile,
    sweep: new DeliverySweep(db, clock, plan, dispatch, reconcile),
    record: new RecordInbound(db, LOST_QUEUE),
    handle: new HandleInbound(db, clock, events, new Answer(clock, config, LOST_QUEUE)),
    notice: new SendDutyNotice(clock, config, channels, LOST_QUEUE),
  }
}
