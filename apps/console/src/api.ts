import type { Problem } from '#libs/contract'
import en from './strings.en.json'
import id from './strings.id.json'
import { lookup } from './text'

const word = lookup(id, en)

/** A refusal of the api, or its silence. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail)
  }
}

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string'

async function call<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (method !== 'GET') headers['x-kentongan'] = '1'
  if (body !== undefined) headers['content-type'] = 'application/json'
  let response: Response
  try {
    response = await fetch(`/api${path}`, {
      method,
      headers,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  } catch {
    throw new Refused({ status: 0, code: 'console.server-silent', detail: 'the server does not answer' })
  }
  const text = await response.text()
  const parsed: unknown = text === '' ? null : parse(text)
  if (response.ok) return parsed as T
  throw new Refused(isProblem(parsed) ? parsed : { status: response.status, code: 'console.unexpected', detail: `HTTP ${response.status}` })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

export const get = <T>(path: string): Promise<T> => call<T>('GET', path)
export const post = <T>(path: string, body: unknown = {}): Promise<T> => call<T>('POST', path, body)
export const remove = <T>(path: string, body?: unknown): Promise<T> => call<T>('DELETE', path, body)

/** A refusal in the officer's language. Codes nobody translated are shown with the server's own words. */
export function refusalText(error: unknown): string {
  if (!(error instanceof Refused)) return error instanceof Error ? error.message : String(error)
  const { code, detail } = error.problem
  return word(`error.${code}`, `${word('error.other')} (${code}: ${detail})`)
}
