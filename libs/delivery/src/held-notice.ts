import { Injectable, type OnModuleInit } from '@nestjs/common'
import { type EventMap, Events, sql } from '#libs/platform'
import '#libs/station'
import { SendDutyNotice } from './send-duty-notice'

const WHY: Readonly<Record<string, string>> = {
  'datum-jump': 'melompat lalu diam di nilai baru',
  'temporary-shift': 'melompat lebih cepat dari sungai ini',
  'gate-keeper-disagrees': 'berbeda dari laporan penjaga pintu',
}

/** Tells the duty officer in one SMS that readings of a post are held until somebody decides. */
export function heldNotice(post: string, rule: string): string {
  return `Bacaan pos ${post} ditahan: ${WHY[rule] ?? 'meragukan'}. Tingkat tidak berubah karenanya. Putuskan di halaman pos.`
}

@Injectable()
export class HeldNotice implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly notices: SendDutyNotice,
  ) {}

  onModuleInit(): void {
    this.events.on('reading.held', async ({ stationId, rule }: EventMap['reading.held'], tx) => {
      const [station] = await sql<{ name: string }>(tx, `select common_name as name from station where id = $1`, [stationId])
      await this.notices.run(tx, { text: heldNotice(station?.name ?? stationId, rule) })
    })
  }
}
