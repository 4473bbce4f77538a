/** What the gates look at: the mode of the message, the channel, and whom it would reach. */
export interface AttemptQuestion {
  readonly mode: 'actual' | 'exercise'
  readonly channel: { readonly real: boolean }
  readonly contact: { readonly synthetic: boolean; readonly onExerciseList: boolean; readonly retired: boolean }
}

export type GateFailure = 'gate.synthetic' | 'gate.not-on-exercise-list' | 'gate.retired'

/**
 * Whether a message may be attempted at all; asked when it is planned and again at the moment of the attempt.
 * A real channel refuses made-up contacts in every mode, and in an exercise everybody who is not on the volunteers' list.
 *
 * @returns undefined when it may, else the failure to write on the ledger row
 */
export function mayAttempt({ mode, channel, contact }: AttemptQuestion): GateFailure | undefined {
  if (contact.retired) return 'gate.retired'
  if (!channel.real) return undefined
  if (contact.synthetic) return 'gate.synthetic'
  if (mode === 'exercise' && !contact.onExerciseList) return 'gate.not-on-exercise-list'
  return undefined
}

/** {@link mayAttempt} written out for every kind of contact, as columns: SQL joins the rule instead of repeating it. */
export interface GateTable {
  readonly synthetic: boolean[]
  readonly onExerciseList: boolean[]
  readonly retired: boolean[]
  readonly failure: (GateFailure | null)[]
}

export function gateTable(mode: AttemptQuestion['mode'], channel: AttemptQuestion['channel']): GateTable {
  const table: GateTable = { synthetic: [], onExerciseList: [], retired: [], failure: [] }
  for (const synthetic of [false, true]) {
    for (const onExerciseList of [false, true]) {
      for (const retired of [false, true]) {
        table.synthetic.push(synthetic)
        table.onExerciseList.push(onExerciseList)
        table.retired.push(retired)
        table.failure.push(mayAttempt({ mode, channel, contact: { synthetic, onExerciseList, retired } }) ?? null)
      }
    }
  }
  return table
}
