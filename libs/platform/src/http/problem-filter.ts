import { randomUUID } from 'node:crypto'
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common'
import { ZodError } from 'zod'
import { DomainError, InvalidInput, type Problem } from '../errors'

/** RFC 9457 problem details: what a client gets for every refusal. `code` is stable; screens translate it. */
export interface ProblemDetails {
  readonly type: 'about:blank'
  readonly title: string
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly params?: Readonly<Record<string, string | number>>
  readonly problems?: readonly Problem[]
}

interface Reply {
  status(code: number): Reply
  header(name: string, value: string): Reply
  send(body: unknown): unknown
}

const plain = (status: number, code: string, detail: string): ProblemDetails => ({ type: 'about:blank', title: code, status, code, detail })

/** Turns what was thrown into problem details; what is not a refusal is logged under a number and says nothing of its inside. */
export function problemOf(error: unknown, log: (line: string) => void): ProblemDetails {
  if (error instanceof DomainError) {
    return {
      ...plain(error.status, error.code, error.message),
      params: error.params,
      ...(error instanceof InvalidInput ? { problems: error.problems } : {}),
    }
  }
  if (error instanceof ZodError) {
    const problems = error.issues.map((issue) => ({ field: issue.path.join('.'), message: issue.message }))
    return { ...plain(400, 'platform.invalid-request', 'the request does not have the expected form'), problems }
  }
  if (error instanceof HttpException) return plain(error.getStatus(), `http.${error.getStatus()}`, error.message)
  const status = (error as { statusCode?: unknown } | null)?.statusCode
  if (typeof status === 'number' && status >= 400 && status < 500) return plain(status, `http.${status}`, (error as Error).message)
  const number = randomUUID()
  log(`${number} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  return plain(500, 'platform.failure', `something failed on our side; the log has it under ${number}`)
}

@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger(ProblemFilter.name)

  catch(error: unknown, host: ArgumentsHost): void {
    const problem = problemOf(error, (line) => this.log.error(line))
    const reply = host.switchToHttp().getResponse<Reply>()
    void reply.status(problem.status).header('content-type', 'application/problem+json; charset=utf-8').send(JSON.stringify(problem))
  }
}
