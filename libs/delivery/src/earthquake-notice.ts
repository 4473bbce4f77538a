import { Injectable, type OnModuleInit } from '@nestjs/common'
import { Events } from '#libs/platform'
import { type EarthquakeFelt, romanIntensity } from '#libs/risk'
import { installationTime, outsideGsm7, SEGMENT_LENGTH } from '#libs/warning'
import { DRILL_MARK } from './inbound/reply-texts'
import { SendDutyNotice } from './send-duty-notice'

/** One SMS with the mark of a drill. */
const ROOM = SEGMENT_LENGTH - DRILL_MARK.length
const LEAST_PLACE = 12
const LONGEST_VILLAGE = 20
const TSUNAMI: Readonly<Record<EarthquakeFelt['tsunami'], string>> = {
  possible: 'BERPOTENSI TSUNAMI',
  none: 'Tak berpotensi tsunami',
  unknown: 'Tsunami: belum ada pernyataan',
}

/**
 * Tells an officer of an earthquake in one SMS: BMKG's facts under BMKG's name, and our estimate as an estimate. The place is BMKG's
 * text, so it is cut to what is left and cannot carry a telephone number.
 *
 * @param time of the earthquake as it is written here: `16.05 WIB`
 */
export function earthquakeNotice(facts: EarthquakeFelt, time: string): string {
  const magnitude = facts.magnitude.toFixed(1).replace('.', ',')
  const depth = facts.depthKm === null ? '' : `, dalam ${Math.round(facts.depthKm)} km`
  const village = carried(facts.village).slice(0, LONGEST_VILLAGE).trim()
  const estimate = `Taksiran${facts.isRough ? ' kasar' : ''} kami: MMI ${romanIntensity(facts.intensity)} di ${village}`
  const tsunami = facts.tsunami === 'possible' ? `${TSUNAMI.possible}! ` : ''
  const rest = facts.tsunami === 'possible' ? '' : `. ${TSUNAMI[facts.tsunami]}`
  const before = `BMKG: ${tsunami}Gempa M${magnitude} ${time}, `
  const after = `${depth}. ${estimate}${rest}.`
  const place = carried(facts.place)
    .slice(0, Math.max(ROOM - before.length - after.length, LEAST_PLACE))
    .trim()
  return `${before}${place}${after}`
}

/** A text from outside as an SMS carries it: characters the alphabet lacks and long numbers go. */
function carried(text: string): string {
  const strange = new Set(outsideGsm7(text))
  const known = Array.from(text, (character) => (strange.has(character) || /\s/.test(character) ? ' ' : character)).join('')
  return known
    .replaceAll(/\+?\d[\d .-]{5,}\d/g, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim()
}

/** Officers alone are told: no resident is ever warned from an earthquake by us. */
@Injectable()
export class EarthquakeNotice implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly notices: SendDutyNotice,
  ) {}

  onModuleInit(): void {
    this.events.on('risk.earthquake-felt', async (facts, tx) => {
      await this.notices.run(tx, { text: earthquakeNotice(facts, await installationTime(tx, facts.occurredAt)) })
    })
  }
}
