import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common'
import { z } from 'zod'
import { type Account, CurrentAccount, Needs } from '#libs/access'
import type { WarningBrief, WarningDetail } from '#libs/contract'
import { ZodPipe } from '#libs/platform'
import { DecideWarning } from './decide-warning'
import { WarningViews } from './warning-views'

const uuid = new ZodPipe(z.uuid())
const text = z.object({ text: z.string().max(1_000) })
const reason = z.object({ reason: z.string().max(1_000) })

@Controller('api/warnings')
export class WarningController {
  constructor(
    private readonly views: WarningViews,
    private readonly decide: DecideWarning,
  ) {}

  @Get()
  list(@Query('ended') ended?: string): Promise<WarningBrief[]> {
    return this.views.list(ended === '1')
  }

  @Get(':id')
  detail(@Param('id', uuid) id: string): Promise<WarningDetail> {
    return this.views.detail(id)
  }

  @Needs('draft')
  @Post(':id/text')
  @HttpCode(200)
  async edit(
    @Param('id', uuid) id: string,
    @Body(new ZodPipe(text)) body: z.infer<typeof text>,
    @CurrentAccount() officer: Account,
  ): Promise<WarningDetail> {
    await this.decide.edit(id, body.text, officer)
    return this.views.detail(id)
  }

  @Needs('draft')
  @Post(':id/submission')
  @HttpCode(200)
  async submit(@Param('id', uuid) id: string, @CurrentAccount() officer: Account): Promise<WarningDetail> {
    await this.decide.submit(id, officer)
    return this.views.detail(id)
  }

  @Needs('decide')
  @Post(':id/return')
  @HttpCode(200)
  async giveBack(
    @Param('id', uuid) id: string,
    @Body(new ZodPipe(reason)) body: z.infer<typeof reason>,
    @CurrentAccount() officer: Account,
  ): Promise<WarningDetail> {
    await this.decide.giveBack(id, body.reason, officer)
    return this.views.detail(id)
  }

  @Needs('decide')
  @Post(':id/approval')
  @HttpCode(200)
  async approve(@Param('id', uuid) id: string, @CurrentAccount() officer: Account): Promise<WarningDetail> {
    await this.decide.approve(id, officer)
    return this.views.detail(id)
  }

  @Needs('decide')
  @Post(':id/decline')
  @HttpCode(200)
  async decline(
    @Param('id', uuid) id: string,
    @Body(new ZodPipe(reason)) body: z.infer<typeof reason>,
    @CurrentAccount() officer: Account,
  ): Promise<WarningDetail> {
    await this.decide.decline(id, body.reason, officer)
    return this.views.detail(id)
  }
}
