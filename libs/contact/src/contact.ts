/** What somebody is to the warning: decides who is written to first. */
export const ROLE_ORDER = ['kades', 'rt', 'gate-keeper', 'officer', 'resident'] as const
export type ContactRole = (typeof ROLE_ORDER)[number]

/** A person or post that is warned. Phone numbers are personal data: see README. */
export interface Contact {
  readonly id: string
  readonly name: string
  readonly role: ContactRole
  /** E.164. */
  readonly phone: string
  readonly channels: readonly string[]
  readonly language: string
  /** Made up: every real channel refuses it, in every mode. */
  readonly synthetic: boolean
  readonly retiredAt: Date | null
  readonly onExerciseList: boolean
  readonly stationId: string | null
  /** Villages, lowest code first; the first one is where their reports come from. */
  readonly villages: readonly ContactVillage[]
}

export interface ContactVillage {
  readonly areaCode: string
  readonly areaName: string
  readonly rt: number | null
  readonly rw: number | null
}
