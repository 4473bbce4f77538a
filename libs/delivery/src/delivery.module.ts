import { Inject, Module, type OnModuleInit } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Events, Jobs, Sweeper } from '#libs/platform'
import { WarningModule } from '#libs/warning'
import { CHANNELS, Channels } from './channels/channels'
import { SandboxChannel } from './channels/sandbox/sandbox-channel'
import { SandboxEndpoint } from './channels/sandbox/sandbox-endpoint'
import { SandboxHookController } from './channels/sandbox/sandbox-hook.controller'
import { PhonesController } from './channels/sandbox/phones.controller'
import { DeliverySweep } from './delivery-sweep'
import { DeliveryController } from './delivery.controller'
import { dispatchMessage, handleInbound, planDeliveries } from './delivery.jobs'
import { DispatchMessage } from './dispatch-message'
import { draftFacts, draftNotice } from './draft-notice'
import { EarthquakeNotice } from './earthquake-notice'
import { FeedNotice } from './feed-notice'
import { HeldNotice } from './held-notice'
import { Answer } from './inbound/answer'
import { HandleInbound } from './inbound/handle-inbound'
import { RecordInbound } from './inbound/record-inbound'
import { PlanDeliveries } from './plan-deliveries'
import { ReconcileUnknown } from './reconcile-unknown'
import { SendDutyNotice } from './send-duty-notice'

@Module({
  imports: [WarningModule],
  controllers: [SandboxHookController, DeliveryController, PhonesController],
  providers: [
    SandboxEndpoint,
    SandboxChannel,
    { provide: CHANNELS, useFactory: (sandbox: SandboxChannel) => [sandbox], inject: [SandboxChannel] },
    Channels,
    PlanDeliveries,
    DispatchMessage,
    ReconcileUnknown,
    DeliverySweep,
    RecordInbound,
    Answer,
    HandleInbound,
    SendDutyNotice,
    FeedNotice,
    EarthquakeNotice,
    HeldNotice,
  ],
  exports: [SandboxEndpoint, Channels, PlanDeliveries, DispatchMessage, RecordInbound, HandleInbound, SendDutyNotice],
})
export class DeliveryModule implements OnModuleInit {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly jobs: Jobs,
    private readonly sweeper: Sweeper,
    private readonly events: Events,
    private readonly plan: PlanDeliveries,
    private readonly dispatch: DispatchMessage,
    private readonly inbound: HandleInbound,
    private readonly sweep: DeliverySweep,
    private readonly notice: SendDutyNotice,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(planDeliveries, async ({ warningId }) => void (await this.plan.run(warningId)))
    this.jobs.handle(dispatchMessage, async ({ messageId }) => void (await this.dispatch.run(messageId)))
    this.jobs.handle(handleInbound, async () => void (await this.inbound.run()))
    this.sweeper.add('delivery: plan', () => this.sweep.plan())
    this.sweeper.add('delivery: reconcile', () => this.sweep.reconcile())
    this.sweeper.add('delivery: send', () => this.sweep.send())
    this.sweeper.add('delivery: inbound', () => this.inbound.run())
    this.events.on('warning.approved', ({ warningId, revision }) => this.jobs.wake(planDeliveries, { warningId, revision }))
    this.events.on('warning.drafted', async ({ warningId }, tx) => {
      await this.notice.run(tx, { text: draftNotice(await draftFacts(tx, warningId)), warningId })
    })
  }
}
