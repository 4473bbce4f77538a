import { appendFile, mkdir } from 'node:fs/promises'
import path from 'node:path'
import { Inject, Injectable, Logger } from '@nestjs/common'
import { createTransport } from 'nodemailer'
import { request } from 'undici'
import { CONFIG, type Config } from '../config'
import { messageOf } from '../errors'

const PAGE_TIMEOUT_MS = 10_000

/**
 * Tells the duty officer that a part is down by a path that needs neither database nor queue nor the other process: an e-mail, a call
 * to a gateway, both when both are set. Each page is also appended to `pager.log` in the data folder.
 */
@Injectable()
export class Pager {
  private readonly log = new Logger(Pager.name)

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** Never throws: a path that fails is logged and the next one is tried all the same. */
  async page(subject: string, text: string): Promise<void> {
    this.log.error(`PAGE ${subject}: ${text}`)
    const paths = [this.writeDown(subject, text), this.mail(subject, text), this.call(subject, text)]
    for (const result of await Promise.allSettled(paths)) {
      if (result.status === 'rejected') this.log.error(`page not delivered by one path: ${messageOf(result.reason)}`)
    }
  }

  private async writeDown(subject: string, text: string): Promise<void> {
    await mkdir(this.config.DATA_DIR, { recursive: true })
    await appendFile(path.join(this.config.DATA_DIR, 'pager.log'), `${new Date().toISOString()} ${subject}: ${text}\n`)
  }

  private async mail(subject: string, text: string): Promise<void> {
    if (!this.config.PAGER_SMTP_URL || !this.config.PAGER_EMAIL_TO) return
    const transport = createTransport(this.config.PAGER_SMTP_URL, { connectionTimeout: PAGE_TIMEOUT_MS } as never)
    await transport.sendMail({
      from: this.config.PAGER_EMAIL_FROM,
      to: this.config.PAGER_EMAIL_TO,
      subject: `[Kentongan] ${subject}`,
      text,
    })
  }

  private async call(subject: string, text: string): Promise<void> {
    if (!this.config.PAGER_WEBHOOK_URL) return
    const response = await request(this.config.PAGER_WEBHOOK_URL, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ subject, text }),
      headersTimeout: PAGE_TIMEOUT_MS,
    })
    await response.body.dump()
    if (response.statusCode >= 300) throw new Error(`gateway answered ${response.statusCode}`)
  }
}
