import { fill, type Params } from '../../fill'
import { SAYINGS } from './sayings'

export interface Tongue {
  /** A message by its key; undefined when there is none. */
  readonly message: (key: string) => string | undefined
  readonly duration: (milliseconds: number) => string
}

const MS_PER_MINUTE = 60_000
/** "the post or the source: what is wrong with it" */
const PREFIXED = /^([^:]{1,80}): (.+)$/

/**
 * The api's words of a source in the officer's language: as a whole, else part by part. What nobody translated stays as it came, for
 * it is the evidence.
 */
export function serverWords(said: string, source: string, tongue: Tongue): string {
  const own = `${source}: `
  const bare = said.startsWith(own) ? said.slice(own.length) : said
  return (
    told(bare, tongue) ??
    bare
      .split('; ')
      .map((part) => (part.startsWith(own) ? part.slice(own.length) : part))
      .map((part) => phrase(part, tongue))
      .join('; ')
  )
}

function told(said: string, tongue: Tongue): string | undefined {
  for (const { pattern, key } of SAYINGS) {
    const match = pattern.exec(said)
    const message = match === null ? undefined : tongue.message(key)
    if (match !== null && message !== undefined) return fill(message, paramsOf(match, tongue)).trim()
  }
  return undefined
}

function phrase(said: string, tongue: Tongue): string {
  const whole = told(said, tongue)
  if (whole !== undefined) return whole
  const [, prefix, rest = ''] = PREFIXED.exec(said) ?? []
  const reason = told(rest, tongue)
  return reason === undefined ? said : `${prefix}: ${reason}`
}

function paramsOf(match: RegExpExecArray, tongue: Tongue): Params {
  const thing = (group: string | undefined): string => (group === undefined ? '' : (tongue.message(`thing.${group}`) ?? group))
  const params: Params = Object.fromEntries(match.slice(1).map((group, i) => [String(i + 1), thing(group)]))
  const { minutes, milliseconds } = match.groups ?? {}
  if (minutes !== undefined) params['time'] = tongue.duration(Number(minutes) * MS_PER_MINUTE)
  if (milliseconds !== undefined) params['time'] = tongue.duration(Number(milliseconds))
  return params
}
