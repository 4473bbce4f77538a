import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common'
import { type Account, CurrentAccount, Needs } from '#libs/access'
import type { ReplayRun } from '#libs/contract'
import { ZodPipe } from '#libs/platform'
import { type ReplayRequest, replayRequest } from './replay-request'
import { ReplayRuns } from './replay-runs'

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
    @Body(new ZodPipe(replayRequest)) body: ReplayRequest,
    @CurrentAccount() officer: Account,
  ): Promise<{ run: ReplayRun | null }> {
    await this.runs.start(body, officer.id)
    return { run: await this.runs.latest() }
  }

  @Needs('run-replay')
  @Delete('current')
  @HttpCode(204)
  stop(@CurrentAccount() officer: Account): Promise<void> {
    return this.runs.stop(officer.id)
  }
}
