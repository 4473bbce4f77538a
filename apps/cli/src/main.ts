import 'reflect-metadata'
import { Module, type OnApplicationBootstrap } from '@nestjs/common'
import { CommandFactory, InjectCommander } from 'nest-commander'
import { AuditCommand, AuditVerifyCommand } from './commands/audit.command'
import { BacktestCommand } from './commands/backtest.command'
import { BenchCommand } from './commands/bench.command'
import { fail } from './commands/exit'
import { FeedCommand, FeedParseCommand, FeedReparseCommand } from './commands/feed.command'
import { FeedKeyCommand, FeedKeyCreateCommand, FeedKeyListCommand, FeedKeyRevokeCommand } from './commands/feed-key.command'
import { MigrateCommand } from './commands/migrate.command'
import { RegionCommand, RegionImportCommand } from './commands/region.command'
import { ReplayCommand } from './commands/replay.command'
import { StartCommand } from './commands/start.command'
import { type Program, refuseSurplus } from './commands/refuse-surplus'
import { UserAddCommand, UserCommand, UserDisableCommand } from './commands/user.command'

@Module({
  providers: [
    AuditCommand,
    AuditVerifyCommand,
    BacktestCommand,
    BenchCommand,
    FeedCommand,
    FeedParseCommand,
    FeedReparseCommand,
    FeedKeyCommand,
    FeedKeyCreateCommand,
    FeedKeyListCommand,
    FeedKeyRevokeCommand,
    MigrateCommand,
    RegionCommand,
    RegionImportCommand,
    ReplayCommand,
    StartCommand,
    UserCommand,
    UserAddCommand,
    UserDisableCommand,
  ],
})
class CliModule implements OnApplicationBootstrap {
  constructor(@InjectCommander() private readonly program: Program) {}

  /** By now every command is in its place. */
  onApplicationBootstrap(): void {
    this.program.name('kentongan')
    refuseSurplus(this.program)
  }
}

CommandFactory.run(CliModule, {
  logger: ['error'],
  cliName: 'kentongan',
  errorHandler: (error) => {
    // commander has printed what was wrong with the words of the call, or the help that was asked for
    const { code, exitCode } = error as { code?: string; exitCode?: number }
    if (code?.startsWith('commander.')) process.exit(exitCode ?? 1)
    fail(error)
  },
  serviceErrorHandler: (error) => fail(error),
}).catch((error: unknown) => fail(error))
