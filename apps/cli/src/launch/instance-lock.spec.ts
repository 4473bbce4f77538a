import path from 'node:path'
import { AlreadyRunning, lockInstance } from './instance-lock'
import { tempFolder } from '../../../../test/factories/temp-folder'

it('keeps a second instance out of a data folder, naming the first, and lets it in afterwards', () => {
  const dataDir = path.join(tempFolder('kentongan-lock'), 'data')
  const release = lockInstance(dataDir)
  expect(() => lockInstance(dataDir)).toThrow(AlreadyRunning)
  expect(() => lockInstance(dataDir)).toThrow(new RegExp(`kill ${process.pid}`))
  release()
  lockInstance(dataDir)()
})
