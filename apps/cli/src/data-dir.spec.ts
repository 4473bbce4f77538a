import path from 'node:path'
import { dataDir } from './data-dir'
import { ROOT } from './root'

describe('the data folder', () => {
  it.each([undefined, ''])('lies in the root, wherever one stands (DATA_DIR=%s)', (given) =>
    expect(dataDir(given)).toBe(path.join(ROOT, 'data')),
  )

  it('is the one that is given, from where one stands', () => {
    expect(dataDir('/srv/kentongan')).toBe('/srv/kentongan')
    expect(dataDir('elsewhere')).toBe(path.resolve('elsewhere'))
  })
})
