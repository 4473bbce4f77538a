import { mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { AlreadyRunning, lockInstance, processStart } from './instance-lock'

const folder = (): string => mkdtempSync(path.join(os.tmpdir(), 'kentongan-lock-'))

describe('the lock of a data folder', () => {
  it('keeps a second instance out and lets it in afterwards', () => {
    const dir = folder()
    const release = lockInstance(dir)
    expect(() => lockInstance(dir)).toThrow(AlreadyRunning)
    release()
    expect(() => lockInstance(dir)()).not.toThrow()
  })

  it('is taken over from a process that was killed', () => {
    const dir = folder()
    writeFileSync(path.join(dir, 'instance.lock'), JSON.stringify({ pid: 999_999_999, startedAt: '1' }))
    expect(() => lockInstance(dir)()).not.toThrow()
  })

  it('is taken over when another process has the old number', () => {
    const dir = folder()
    writeFileSync(path.join(dir, 'instance.lock'), JSON.stringify({ pid: process.ppid, startedAt: 'long ago' }))
    if (processStart(process.ppid) === undefined) return expect(processStart(process.pid)).toBeUndefined() // no /proc on this system
    expect(() => lockInstance(dir)()).not.toThrow()
  })

  it('is taken over when it was torn while being written', () => {
    const dir = folder()
    writeFileSync(path.join(dir, 'instance.lock'), '{"pi')
    expect(() => lockInstance(dir)()).not.toThrow()
  })
})
