import type { BulletinState, BulletinView } from '#libs/contract'

const ORDER: readonly BulletinState[] = ['in-effect', 'not-yet-effective', 'superseded', 'cancelled', 'expired']
const DEGREES: readonly string[] = ['Extreme', 'Severe', 'Moderate', 'Minor']

const degree = ({ severity }: BulletinView): number => {
  const at = severity === null ? -1 : DEGREES.indexOf(severity)
  return at === -1 ? DEGREES.length : at
}

/** In effect before what is to come; what touches the region first; then the gravest, then the newest. */
export const byBearing = (a: BulletinView, b: BulletinView): number =>
  ORDER.indexOf(a.state) - ORDER.indexOf(b.state) ||
  Number(b.villages.length > 0) - Number(a.villages.length > 0) ||
  degree(a) - degree(b) ||
  Date.parse(b.sentAt) - Date.parse(a.sentAt)

/** Test, exercise and draft documents are shown as such: nobody may take them for the real thing. */
export const isReal = ({ status }: Pick<BulletinView, 'status'>): boolean => status === 'Actual'

/** Who is to be named under the map: everyone whose word is on it, BMKG always. */
export const credits = (bulletins: readonly Pick<BulletinView, 'attribution'>[]): string[] => [
  ...new Set(['BMKG', ...bulletins.map(({ attribution }) => attribution)]),
]

const ROMAN = ['0', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'] as const
const roman = (intensity: number): string => ROMAN[intensity] ?? String(intensity)

/** An intensity as BMKG writes it: "III", "II-III". */
export const mmi = (low: number, high: number): string => (low === high ? roman(low) : `${roman(low)}-${roman(high)}`)
