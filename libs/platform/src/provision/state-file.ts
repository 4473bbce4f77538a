import { readFileSync } from 'node:fs'
import type { z } from 'zod'
import { codeOf } from '../errors'

export function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** What a process of ours wrote down; undefined when a kill tore it, or when it is not ours. */
export function parseState<T>(content: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(content)).data
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** See {@link parseState}; also undefined when there is no such file. */
export function readState<T>(file: string, schema: z.ZodType<T>): T | undefined {
  const content = readIfThere(file)
  return content === undefined ? undefined : parseState(content, schema)
}
