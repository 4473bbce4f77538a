import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { AlreadyRunning, lockInstance } from './instance-lock'

it('keeps a second instance out of a data folder, naming the first, and lets it in afterwards', () => {
  const dataDir = path.join(mkdtempSync(path.join(os.tmpdir(), 'kentongan-lock-')), 'data')
  const release = lockInstance(dataDir)
  expect(() => lockInstance(dataDir)).toThrow(AlreadyRunning)
  expect(() => lockInstance(dataDir)).toThrow(new RegExp(`kill ${process.pid}`))
  release()
  lockInstance(dataDir)()
})
