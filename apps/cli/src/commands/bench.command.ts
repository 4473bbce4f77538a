import os from 'node:os'
import { NestFactory } from '@nestjs/core'
import { Command, CommandRunner, Option } from 'nest-commander'
import { DataSource } from 'typeorm'
import { type BenchCase, benchIngest, IngestPayload } from '#libs/feed'
import { loadConfig } from '#libs/platform'
import { atInstallation } from '../at-installation'
import { benchDispatchInOwnDatabase } from '../replay/bench-dispatch'
import { dataDir } from '../data-dir'
import { migrate, setMode } from '../prepare-database'
import { createOwnDatabase } from '../replay/own-database'
import { ReplayAppModule } from '../replay/replay-app.module'
import { fail } from './exit'

interface Flags {
  json?: boolean
}

type Bench = (databaseUrl: string, redisUrl: string | undefined) => Promise<BenchCase>

const BENCHES: Readonly<Record<string, Bench>> = { ingest, dispatch: benchDispatchInOwnDatabase }

@Command({
  name: 'bench',
  arguments: '<name>',
  description: `measure and compare with the limit of the same run: ${Object.keys(BENCHES).join(', ')}`,
})
export class BenchCommand extends CommandRunner {
  run([name = '']: string[], flags: Flags): Promise<void> {
    return atInstallation(async ({ databaseUrl, redisUrl }) => {
      const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined
      if (!bench) {
        fail(`there is no bench named ${name}; known: ${Object.keys(BENCHES).join(', ')}`)
        return
      }
      const cases = [await bench(databaseUrl, redisUrl)]
      const machine = `${os.cpus().length} x ${os.cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, Node ${process.version}`
      if (flags.json) console.log(JSON.stringify({ bench: name, machine, cases }, null, 2))
      else
        for (const each of cases)
          console.log(`${each.name}: ${each.figure} ${each.unit}; limit ${each.limit}; ratio ${each.ratio.toFixed(2)} (${machine})`)
    })
  }

  @Option({ flags: '--json', description: 'machine-readable result' })
  parseJson(): boolean {
    return true
  }
}

async function ingest(databaseUrl: string): Promise<BenchCase> {
  const own = await createOwnDatabase(databaseUrl, 'bench')
  try {
    await migrate(own.url)
    await setMode(own.url, 'exercise')
    // No queue: what is measured is parsing, quality control and storing.
    const config = loadConfig({ ...process.env, DATABASE_URL: own.url, REDIS_URL: undefined, DATA_DIR: dataDir() })
    const app = await NestFactory.createApplicationContext(ReplayAppModule.forRoot(config, 'tool'), { logger: ['error'] })
    try {
      return await benchIngest(app.get(DataSource), app.get(IngestPayload))
    } finally {
      await app.close()
    }
  } finally {
    await own.drop()
  }
}
