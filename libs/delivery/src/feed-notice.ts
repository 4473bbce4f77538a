import { Injectable, type OnModuleInit } from '@nestjs/common'
import { type EventMap, Events } from '#libs/platform'
import '#libs/feed'
import { SendDutyNotice } from './send-duty-notice'

const LONGEST_SOURCE = 40

/** Tells the duty officer in one SMS that a source is dead, or lives again. */
export function feedNotice({ source, what }: Pick<EventMap['feed.paged'], 'source' | 'what'>): string {
  const name = source.slice(0, LONGEST_SOURCE)
  return what === 'dead'
    ? `Sumber data ${name} mati: tidak ada data yang bisa dipakai. Nilai risiko tanpa sumber ini. Lihat halaman Sumber di Kentongan.`
    : `Sumber data ${name} pulih dan dipakai lagi.`
}

@Injectable()
export class FeedNotice implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly notices: SendDutyNotice,
  ) {}

  onModuleInit(): void {
    this.events.on('feed.paged', async (event, tx) => {
      await this.notices.run(tx, { text: feedNotice(event) })
    })
  }
}
