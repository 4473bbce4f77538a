import { NotFoundException } from '@nestjs/common'
import { z } from 'zod'
import { InvalidInput, NotFound } from '../errors'
import { problemOf } from './problem-filter'

const quiet = (): void => undefined

describe('what a refused caller gets', () => {
  it('gets the stable code and the facts of a refusal', () => {
    expect(problemOf(new NotFound('warning', 'w1'), quiet)).toMatchObject({
      status: 404,
      code: 'platform.not-found',
      params: { what: 'warning', id: 'w1' },
    })
  })

  it('gets every field of a request that is wrong', () => {
    const error = z.object({ text: z.string(), n: z.number() }).safeParse({}).error
    expect(problemOf(error, quiet)).toMatchObject({ status: 400, problems: [{ field: 'text' }, { field: 'n' }] })
  })

  it('gets file, row and field of a bad file', () => {
    expect(problemOf(new InvalidInput([{ file: 'a.csv', row: 3, field: 'level', message: 'not a number' }]), quiet).problems).toHaveLength(
      1,
    )
  })

  it('keeps the status of a framework refusal', () => {
    expect(problemOf(new NotFoundException(), quiet).status).toBe(404)
  })

  it('tells nothing of our inside, and logs it', () => {
    const lines: string[] = []
    const problem = problemOf(new Error('password=secret'), (line) => lines.push(line))
    expect(problem.status).toBe(500)
    expect(JSON.stringify(problem)).not.toContain('secret')
    expect(lines[0]).toContain('password=secret')
  })
})
