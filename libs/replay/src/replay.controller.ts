import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common'
import { z } from 'zod'
import { type Account, CurrentAccount, Needs } from '#libs/access'
import type { ReplayRun } from '#libs/contract'
import { ZodPipe } from '#libs/platform'
import { ReplayRuns } from './replay-runs'

const request = z.object({
  name: z.string().regex(/^[a-z0-9-]{1,60}$/),
  speed: z.union([z.literal('max'), z.number().positive().max(100_000)]),
  until: z.iso.datetime({ offset: true }).optional(),
})

@Controller('api/replays')
export class ReplayController {
  constructor(private readonly runs: ReplayRuns) {}

  @Get()
  async list(): Promise<{ available: { name: string; title: string }[]; run: ReplayRun | null }> {
    return { available: this.runs.available(), run: await this.runs.latest() }
  }

  @Needs('run-replay')
  @Post()
  @HttpCode(202)
  async start(
    @Body(new ZodPipe(request)) body: z.infer<typeof request>,
    @CurrentAccount() officer: Account,
  ): Promise<{ run: ReplayRun | null }> {
    await this.runs.start(
      { name: body.name, speed: body.speed, until: body.until === undefined ? undefined : new Date(body.until) },
      officer.id,
    )
    return { run: await this.runs.latest() }
  }

  @Needs('run-replay')
  @Delete('current')
  @HttpCode(204)
  stop(@CurrentAccount() officer: Account): Promise<void> {
    return this.runs.stop(officer.id)
  }
}
