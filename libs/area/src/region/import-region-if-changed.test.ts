import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { sql } from '#libs/platform'
import { aRegionFolder } from '../../../../test/factories/region-folder'
import { describeWithDatabase, freshDatabase, type TestDatabase } from '../../../../test/services'
import { importRegion, importRegionIfChanged } from './import-region'

describeWithDatabase('a region package that is loaded at every start', () => {
  let fresh: TestDatabase
  let folder: string
  const load = (build?: string) => importRegionIfChanged(fresh.db, folder, [], build)
  const edit = (file: string, from: string, to: string): void => {
    const place = path.join(folder, file)
    writeFileSync(place, readFileSync(place, 'utf8').replace(from, to))
  }
  const nameOf = async (code: string): Promise<unknown> =>
    (await sql(fresh.db, `select name from area where code = $1`, [code]))[0]?.['name']

  beforeEach(async () => {
    fresh = await freshDatabase()
    folder = aRegionFolder()
    expect(await load('one')).toMatchObject({ region: 'bojonegoro', areas: 2 })
  })
  afterEach(() => fresh.drop())

  it('is not read again while it and the build stay the same', async () => {
    await sql(fresh.db, `update area set name = 'by hand' where code = '35.22.15.1001'`)
    expect(await load('one')).toBeUndefined()
    expect(await nameOf('35.22.15.1001')).toBe('by hand')
  })

  it('is read again once one of its files has changed', async () => {
    edit('areas/parents.csv', '35.22.15,Bojonegoro', '35.22.15,Kota Bojonegoro')
    expect(await load('one')).toMatchObject({ changedRows: 1 })
    expect(await nameOf('35.22.15')).toBe('Kota Bojonegoro')
    expect(await load('one')).toBeUndefined()
  })

  it('is read again by another build, and always by one that has no name', async () => {
    expect(await load('two')).toMatchObject({ changedRows: 0 })
    expect(await load('two')).toBeUndefined()
    expect(await load()).toMatchObject({ changedRows: 0 })
    expect(await load('two')).toMatchObject({ changedRows: 0 })
  })

  it('is always read when its import is asked for', async () => {
    await sql(fresh.db, `update area set name = 'by hand' where code = '35.22.15.1001'`)
    expect(await importRegion(fresh.db, folder, [], 'one')).toMatchObject({ changedRows: 1 })
    expect(await nameOf('35.22.15.1001')).toBe('Ledok Kulon')
    expect(await load('one')).toBeUndefined()
  })

  it('is read again after an import that failed', async () => {
    edit('region.json', '"Asia/Jakarta"', '"Asia/Nowhere"')
    await expect(load('one')).rejects.toThrow('expected an IANA time zone')
    await expect(load('one')).rejects.toThrow('expected an IANA time zone')
    edit('region.json', '"Asia/Nowhere"', '"Asia/Makassar"')
    expect(await load('one')).toMatchObject({ changedRows: 1 })
  })
})
