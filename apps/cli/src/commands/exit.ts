import { describeProblem, InvalidInput, messageOf } from '#libs/platform'

/** Says what went wrong, one line for each problem, and makes the command exit with a failure. */
export function fail(error: unknown): void {
  const lines = error instanceof InvalidInput ? error.problems.map(describeProblem) : [messageOf(error)]
  for (const line of lines) console.error(line)
  process.exitCode = 1
}
