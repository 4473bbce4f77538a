/** Contacts for trying things out: nobody's name, nobody's number. Pure: the same settings give the same list. */
import { createHash } from 'node:crypto'
import type { MadeUpContacts } from '#libs/area'
import type { ContactRole } from '../contact'
import { seededRandom } from './random'

export interface MadeUpContact {
  readonly id: string
  readonly name: string
  readonly role: ContactRole
  readonly phone: string
  readonly stationId: string | null
  readonly areaCode: string | null
  readonly rt: number | null
  readonly rw: number | null
}

const GIVEN =
  `Adi Agus Ahmad Aminah Andi Ani Arif Asep Ayu Bagus Bambang Budi Citra Dadang Dedi Desi Dewi Dian Dini Dwi Edi Eka Eko Endang Fajar
  Fitri Galih Hadi Hani Hasan Hendra Heri Ika Imam Indah Indra Iwan Joko Kartini Kurnia Lestari Lina Maman Maya Mega Nana Nanik Nina Novi
  Nur Nurul Oki Puji Putri Rahmat Rani Ratna Rina Rini Rizki Rudi Santi Sari Siti Slamet Sri Sugeng Suharti Suli Surya Susi Tati Teguh
  Tini Tono Tri Udin Ujang Umar Wahyu Wati Wawan Widi Yanti Yayan Yudi Yuli Yusuf Zainal`.split(/\s+/)
const FAMILY =
  `Anggraini Ardiansyah Firmansyah Gunawan Halim Handayani Haryanto Hidayat Irawan Iskandar Kusuma Kusnadi Maulana Mulyadi Mulyani
  Nugroho Nurhayati Permana Prabowo Pramono Prasetyo Purnama Puspita Rachman Rahayu Ramadhan Riyadi Rohman Rosmiati Rustandi Saputra
  Setiawan Sulistyo Supriyadi Suryana Susanto Sutrisno Utami Wardani Wibowo Wijaya Wulandari Yulianto`.split(/\s+/)

/** +62 800 is the range of free-call services: no phone in it can receive an SMS. Eight digits follow. */
const PHONE_PREFIX = '+62800'
const PHONES = 100_000_000
/** Has no divisor in common with PHONES: steps through every number before it repeats one. */
const PHONE_STEP = 38_196_601

const RW_PER_VILLAGE = 12
const RT_PER_RW = 10

interface Post {
  readonly role: ContactRole
  readonly stationId?: string
  readonly areaCode?: string
}

/**
 * Every village gets its head (lurah) and its heads of RT, each gate in `gateKeepers` its keeper, the duty desk its officers; the
 * rest of `count` are residents, spread evenly.
 *
 * @param villages codes; their order does not matter
 * @throws RangeError when `count` does not even cover the officials
 */
export function madeUpContacts(settings: MadeUpContacts, villages: readonly string[]): MadeUpContact[] {
  const posts = [...officials(settings, villages.toSorted())]
  if (villages.length === 0) throw new RangeError('there is no hazard zone whose villages they could live in')
  const residents = settings.count - posts.length
  if (residents < 0) throw new RangeError(`${settings.count} contacts are fewer than the ${posts.length} officials`)
  const sorted = villages.toSorted()
  for (let i = 0; i < residents; i += 1) posts.push({ role: 'resident', areaCode: sorted[i % sorted.length] })
  const random = seededRandom(settings.seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const firstPhone = Math.floor(random() * PHONES)
  return posts.map(({ role, stationId, areaCode }, index) => {
    const livesSomewhere = role === 'resident' || role === 'rt'
    return {
      id: idOf(settings.seed, index),
      name: `${pick(GIVEN)} ${pick(FAMILY)}`,
      role,
      phone: PHONE_PREFIX + String((firstPhone + index * PHONE_STEP) % PHONES).padStart(8, '0'),
      stationId: stationId ?? null,
      areaCode: areaCode ?? null,
      rt: livesSomewhere ? 1 + Math.floor(random() * RT_PER_RW) : null,
      rw: livesSomewhere ? 1 + Math.floor(random() * RW_PER_VILLAGE) : null,
    }
  })
}

function* officials(settings: MadeUpContacts, villages: readonly string[]): Generator<Post> {
  for (let i = 0; i < settings.officers; i += 1) yield { role: 'officer' }
  for (const { station, village } of settings.gateKeepers) yield { role: 'gate-keeper', stationId: station, areaCode: village }
  for (const areaCode of villages) {
    yield { role: 'kades', areaCode }
    for (let i = 0; i < settings.rtHeadsPerVillage; i += 1) yield { role: 'rt', areaCode }
  }
}

/** A name-based UUID (RFC 9562, version 5 layout) of seed and place. */
function idOf(seed: number, index: number): string {
  const bytes = createHash('sha1').update(`kentongan contact ${seed} ${index}`).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x50
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
