/** A refusal the caller can cause. `code` is stable: screens translate it, tests compare it. */
export abstract class DomainError extends Error {
  abstract readonly code: string
  /** HTTP status when the refusal leaves through the API. */
  readonly status: number = 409
  /** Facts for the translated sentence; never a phone number or a secret. */
  readonly params: Readonly<Record<string, string | number>> = {}
}

export class NotFound extends DomainError {
  readonly code: string = 'platform.not-found'
  override readonly status = 404
  override readonly params: Readonly<Record<string, string | number>>
  constructor(what: string, id: string | number) {
    super(`${what} ${id} does not exist`)
    this.params = { what, id }
  }
}

/** One thing wrong with something that came from outside: where it stands, what was found, what was expected. */
export interface Problem {
  readonly file?: string
  readonly row?: number
  readonly field?: string
  readonly message: string
}

export const describeProblem = (problem: Problem): string =>
  [problem.file, problem.row === undefined ? undefined : `row ${problem.row}`, problem.field].filter(Boolean).join(', ') +
  `: ${problem.message}`

/** Something from outside that cannot be taken; carries every problem found, not only the first. */
export class InvalidInput extends DomainError {
  readonly code: string = 'platform.invalid-input'
  override readonly status = 422
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(describeProblem).join('\n'))
  }
}

/** The code that Node, PostgreSQL and others put on what they throw: `ENOENT`, `42P01`. By its shape: an error may be of another realm. */
export const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined

/** The message of whatever was thrown, for logs. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
