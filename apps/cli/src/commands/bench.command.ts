import os from 'node:os'
import { Command, CommandRunner, Option } from 'nest-commander'
import type { BenchCase } from '#libs/feed'
import { atInstallation } from '../at-installation'
import { benchIngestInOwnDatabases } from '../bench/bench-ingest'
import { benchDispatchInOwnDatabase } from '../replay/bench-dispatch'
import { fail } from './exit'

interface Flags {
  json?: boolean
}

type Bench = (databaseUrl: string) => Promise<BenchCase[]>

const BENCHES: Readonly<Record<string, Bench>> = {
  ingest: benchIngestInOwnDatabases,
  dispatch: async (databaseUrl) => [await benchDispatchInOwnDatabase(databaseUrl)],
}

@Command({
  name: 'bench',
  arguments: '<name>',
  description: `measure and compare with the limit of the same run: ${Object.keys(BENCHES).join(', ')}`,
})
export class BenchCommand extends CommandRunner {
  async run([name = '']: string[], flags: Flags): Promise<void> {
    const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined
    if (!bench) return fail(`there is no bench named ${name}; known: ${Object.keys(BENCHES).join(', ')}`)
    return atInstallation(async ({ databaseUrl }) => {
      const cases = await bench(databaseUrl)
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
