import { Body, Controller, Delete, HttpCode, Param, Post } from '@nestjs/common'
import { z } from 'zod'
import { type Account, CurrentAccount, Needs } from '#libs/access'
import type { QualityOverride } from '#libs/contract'
import { ZodPipe } from '#libs/platform'
import { PARAMETERS } from '../parameter'
import type { OverrideView } from '../station-series'
import { OverrideQuality } from './override-quality'

const reason = z.string().trim().min(1).max(1_000)
const instant = z.iso.datetime({ offset: true }).transform((at) => new Date(at))
const decision = z
  .object({ parameter: z.enum(PARAMETERS), from: instant, to: instant, quality: z.enum(['good', 'suspect']), reason })
  .refine(({ from, to }) => from <= to, { message: 'it must not end before it begins', path: ['to'] })
const withdrawal = z.object({ reason })
/** Up to fifteen digits: what the database counts with. */
const overrideId = z.string().regex(/^[1-9]\d{0,14}$/)

const toContract = (view: OverrideView): QualityOverride => ({
  ...view,
  from: view.from.toISOString(),
  to: view.to.toISOString(),
  at: view.at.toISOString(),
  withdrawnAt: view.withdrawnAt?.toISOString() ?? null,
})

@Controller('api/stations/:id/overrides')
export class OverrideController {
  constructor(private readonly quality: OverrideQuality) {}

  @Needs('draft')
  @Post()
  @HttpCode(201)
  async decide(
    @Param('id') stationId: string,
    @Body(new ZodPipe(decision)) body: z.infer<typeof decision>,
    @CurrentAccount() officer: Account,
  ): Promise<QualityOverride> {
    return toContract(await this.quality.decide(stationId, body, officer))
  }

  @Needs('draft')
  @Delete(':overrideId')
  async withdraw(
    @Param('id') stationId: string,
    @Param('overrideId', new ZodPipe(overrideId)) id: string,
    @Body(new ZodPipe(withdrawal)) body: z.infer<typeof withdrawal>,
    @CurrentAccount() officer: Account,
  ): Promise<QualityOverride> {
    return toContract(await this.quality.withdraw(stationId, id, body.reason, officer))
  }
}
