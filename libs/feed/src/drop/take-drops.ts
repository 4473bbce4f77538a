import { mkdir, readdir, readFile, rename, stat } from 'node:fs/promises'
import path from 'node:path'
import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common'
import { Clock, CONFIG, type Config, InstallationClock, messageOf, Sweeper } from '#libs/platform'
import { IngestPayload } from '../ingest/ingest-payload'
import { PayloadUnusable } from '../parsed'
import { isGzip, unzip } from '../gunzip'
import type { FeedSource } from '../source'
import { SOURCES } from '../sources'

/** A file that grew a moment ago is still being written. */
const SETTLED_MS = 2_000
const FILES_PER_SWEEP = 20

/**
 * Takes files laid down under `<data>/drop/<source>/`, gzip or not. A file that was taken moves to `<data>/drop/taken/<source>/`, one
 * that cannot be used to `<data>/drop/refused/<source>/`; one that could not be stored stays and is tried again.
 */
@Injectable()
export class TakeDrops implements OnModuleInit {
  private readonly log = new Logger(TakeDrops.name)

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'DATA_DIR'>,
    @Inject(Clock) private readonly clock: Clock,
    private readonly installation: InstallationClock,
    private readonly sweeper: Sweeper,
    private readonly ingest: IngestPayload,
  ) {}

  onModuleInit(): void {
    this.sweeper.add('take-drops', () => this.run())
  }

  /** @returns how many files were taken or refused */
  async run(): Promise<number> {
    if (this.installation.replaying()) return 0
    let moved = 0
    for (const source of SOURCES.values()) {
      if (source.intake === 'drop' && moved < FILES_PER_SWEEP) moved += await this.takeAll(source, FILES_PER_SWEEP - moved)
    }
    return moved
  }

  private async takeAll(source: FeedSource, most: number): Promise<number> {
    const folder = path.join(this.root, source.name)
    const files = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [] // nobody laid anything down yet
      throw error
    })
    let moved = 0
    for (const file of files.toSorted((a, b) => a.name.localeCompare(b.name))) {
      if (moved >= most) break
      if (!file.isFile() || file.name.startsWith('.')) continue
      const at = path.join(folder, file.name)
      const { mtimeMs, size } = await stat(at)
      if (Date.now() - mtimeMs < SETTLED_MS) continue
      await this.move(at, source.name, await this.take(source, at, size))
      moved += 1
    }
    return moved
  }

  private async take(source: FeedSource, file: string, size: number): Promise<'taken' | 'refused'> {
    try {
      if (size > source.largestBytes) throw new PayloadUnusable(source.name, `${size} bytes; ${source.largestBytes} are taken`)
      const content = await readFile(file)
      const raw = isGzip(content) ? unzip(source.name, content, source.largestBytes) : content
      await this.ingest.run(source.name, raw, this.clock.now(), `drop/${path.basename(file)}`)
      return 'taken'
    } catch (error) {
      if (!(error instanceof PayloadUnusable)) throw error
      this.log.warn(messageOf(error))
      return 'refused'
    }
  }

  /** Under a name of its own: the same name may be laid down again tomorrow. */
  private async move(file: string, source: string, to: 'taken' | 'refused'): Promise<void> {
    const folder = path.join(this.root, to, source)
    await mkdir(folder, { recursive: true })
    const stamp = this.clock.now().toISOString().replace(/[:.]/g, '-')
    await rename(file, path.join(folder, `${stamp}-${path.basename(file)}`))
  }

  private get root(): string {
    return path.join(this.config.DATA_DIR, 'drop')
  }
}
