import { Injectable } from '@nestjs/common'
import { type EntityManager, type EntitySubscriberInterface, EventSubscriber, type QueryRunner, type TransactionCommitEvent } from 'typeorm'

/** Rooms add their events here by declaration merging: `interface EventMap { 'warning.approved': { warningId: string } }`. */
// oxlint-disable-next-line typescript/no-empty-interface -- filled by declaration merging in the rooms
export interface EventMap {}

type Listener<K extends keyof EventMap> = (event: EventMap[K], tx: EntityManager) => Promise<void>

/**
 * News that travels against the flow of imports. Listeners run inside the transaction of whoever tells, one after the other:
 * either everything that follows from a fact is committed with it, or nothing is.
 */
@Injectable()
export class Events {
  private readonly listeners = new Map<string, Listener<never>[]>()

  on<K extends keyof EventMap>(name: K, listener: Listener<K>): void {
    const list = this.listeners.get(name) ?? []
    list.push(listener as Listener<never>)
    this.listeners.set(name, list)
  }

  async tell<K extends keyof EventMap>(name: K, event: EventMap[K], tx: EntityManager): Promise<void> {
    for (const listener of this.listeners.get(name) ?? []) await (listener as Listener<K>)(event, tx)
  }
}

type AfterCommit = () => Promise<void> | void
const AFTER_COMMIT = 'kentongan.afterCommit'

/** Runs something once the transaction has committed; never when it rolls back. Outside a transaction: at once. */
export async function afterCommit(tx: EntityManager, action: AfterCommit): Promise<void> {
  const runner: QueryRunner | undefined = tx.queryRunner
  if (!runner?.isTransactionActive) return action()
  const waiting = (runner.data[AFTER_COMMIT] ??= []) as AfterCommit[]
  waiting.push(action)
}

/** Registered with the data source by the platform: carries out what {@link afterCommit} was given. */
@EventSubscriber()
export class AfterCommitSubscriber implements EntitySubscriberInterface {
  async afterTransactionCommit({ queryRunner }: TransactionCommitEvent): Promise<void> {
    if (queryRunner.isTransactionActive) return
    const waiting = (queryRunner.data[AFTER_COMMIT] ?? []) as AfterCommit[]
    delete queryRunner.data[AFTER_COMMIT]
    for (const action of waiting) await action()
  }

  afterTransactionRollback({ queryRunner }: TransactionCommitEvent): void {
    delete queryRunner.data[AFTER_COMMIT]
  }
}
