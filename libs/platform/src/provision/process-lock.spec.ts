import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { holderOf, LockHeld, takeLock, underLock } from './process-lock'
import { processStart, thisProcess } from './process-start'
import { tempFolder } from '../../../../test/factories/temp-folder'

const lockIn = (): string => path.join(tempFolder('kentongan-lock'), 'lock')
const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid

describe('a lock', () => {
  it('names the process that holds it to whoever comes second, and is free afterwards', () => {
    const file = lockIn()
    const release = takeLock(file)
    expect(() => takeLock(file)).toThrow(new LockHeld(file, process.pid))
    expect(holderOf(file)).toBe(process.pid)
    release()
    expect(holderOf(file)).toBeUndefined()
    takeLock(file)()
    expect(readdirSync(path.dirname(file))).toEqual([])
  })

  it.each([
    ['a process that was killed', () => JSON.stringify({ pid: deadPid(), startedAt: 'x.1' })],
    ['a process whose number another one has now', () => JSON.stringify({ pid: process.pid, startedAt: 'x.1' })],
    ['a write that was cut short', () => '{"pi'],
    ['something else', () => 'null'],
  ])('is taken over from %s', (_, content) => {
    const file = lockIn()
    writeFileSync(file, content())
    if (processStart(process.pid) === undefined) return // without /proc the number alone counts
    takeLock(file)
    expect(holderOf(file)).toBe(process.pid)
  })

  it('lets one after the other work', async () => {
    const file = lockIn()
    const seen: string[] = []
    const work = (name: string) =>
      underLock(file, 5_000, async () => {
        seen.push(`${name} begins`)
        await new Promise((resolve) => setTimeout(resolve, 30))
        seen.push(`${name} ends`)
      })
    await Promise.all([work('a'), work('b')])
    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
    expect(existsSync(file)).toBe(false)
  })

  it('is let go when the work fails', async () => {
    const file = lockIn()
    await expect(underLock(file, 0, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(existsSync(file)).toBe(false)
  })
})

it('knows that a process which ended has no start', () => expect(processStart(deadPid())).toBeUndefined())
it('gives one process one start', () => expect(thisProcess()).toEqual(thisProcess()))
