import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fingerprintOf } from './fingerprint'
import { tempFolder } from '../../../../test/factories/temp-folder'

describe('the fingerprint of a region package', () => {
  let folder: string
  const write = (name: string, content: string): void => writeFileSync(path.join(folder, name), content)
  const now = (build = 'one'): string | undefined => fingerprintOf(folder, build)

  beforeEach(() => {
    folder = tempFolder('region')
    mkdirSync(path.join(folder, 'areas'))
    write('region.json', '{}')
    write('areas/villages.geojson', 'ab')
  })

  it('stays as long as nothing changes', () => {
    const before = now()
    write('region.json', '{}')
    expect(now()).toBe(before)
  })

  it.each<[string, () => void]>([
    ['the contents of a file', () => write('areas/villages.geojson', 'ac')],
    ['one more file', () => write('areas/spellings.csv', '')],
    ['another place', () => renameSync(path.join(folder, 'areas'), path.join(folder, 'area'))],
    [
      'text that moves from one file to the next',
      () => ['areas/villages.geojson', 'region.json'].forEach((name) => write(name, name === 'region.json' ? 'b{}' : 'a')),
    ],
  ])('changes with %s', (_, change) => {
    const before = now()
    change()
    expect(now()).not.toBe(before)
  })

  it('changes with the build that reads it', () => expect(now('two')).not.toBe(now('one')))

  it('is none where there is no folder', () => expect(fingerprintOf(path.join(folder, 'absent'), 'one')).toBeUndefined())
})
