import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { DataSource } from 'typeorm'
import { InvalidInput, type Problem } from '#libs/platform'
import { aRegionFolder, aRegionManifest, villageFeatures } from '../../../../test/factories/region-folder'
import { importRegion } from './import-region'
import { readAreas } from './read-areas'
import { readManifest } from './region-manifest'
import { RegionSource } from './region-source'

const problemsOf = (files: Record<string, unknown>): readonly Problem[] => {
  const source = new RegionSource(aRegionFolder(files))
  source.once(readManifest)
  source.once(readAreas)
  return source.problems
}

describe('a region package', () => {
  it('that is right has no problem', () => expect(problemsOf({})).toEqual([]))

  it('is told which file is missing', () => {
    expect(problemsOf({ 'areas/parents.csv': undefined })).toContainEqual({ file: 'areas/parents.csv', message: 'is missing' })
  })

  it('is told the line and the column of a wrong code in a CSV file', () => {
    expect(problemsOf({ 'areas/parents.csv': 'code,name\n35,Jawa Timur\n35.22,Bojonegoro\n35.22.15,Bojonegoro\n\n3522,Salah\n' })).toEqual([
      { file: 'areas/parents.csv', row: 6, field: 'code', message: 'expected an area code such as 31.74.04' },
    ])
  })

  it('is told the number and the place of a wrong entry in a feature collection', () => {
    const [first, second] = villageFeatures
    const swapped = {
      ...second,
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [-7.1, 111.8],
            [-7.1, 111.9],
            [-7.2, 111.9],
            [-7.1, 111.8],
          ],
        ],
      },
    }
    const problems = problemsOf({ 'areas/villages.geojson': { type: 'FeatureCollection', features: [first, swapped] } })
    expect(problems[0]).toMatchObject({ file: 'areas/villages.geojson', row: 2, field: 'geometry.coordinates.0.0.1' })
  })

  it('is told of an outline that does not close', () => {
    const open = {
      ...villageFeatures[0],
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [111.8, -7.1],
            [111.9, -7.1],
            [111.9, -7.2],
            [111.8, -7.2],
          ],
        ],
      },
    }
    expect(problemsOf({ 'areas/villages.geojson': { features: [open, villageFeatures[1]] } })[0]).toMatchObject({
      row: 1,
      message: 'a ring ends where it begins',
    })
  })

  it('is told of a field nobody knows', () => {
    expect(problemsOf({ 'region.json': aRegionManifest({ timezone: 'WIB' }) })[0]).toMatchObject({
      file: 'region.json',
      message: expect.stringContaining('timezone'),
    })
  })

  it('is told of a village twice, and of one whose district is not named', () => {
    const [first] = villageFeatures
    const stray = { ...first, properties: { kode: '35.22.16.1001', nama: 'Sukorejo' } }
    expect(problemsOf({ 'areas/villages.geojson': { features: [...villageFeatures, first, stray] } })).toEqual([
      { file: 'areas/villages.geojson', row: 3, field: 'properties.kode', message: '"35.22.15.1001" already stands in row 1' },
      {
        file: 'areas/villages.geojson',
        row: 4,
        field: 'properties.kode',
        message: '35.22.16.1001 lies in 35.22.16, which areas/parents.csv does not name',
      },
    ])
  })

  it('is told every problem at once', () => {
    const problems = problemsOf({
      'region.json': '{',
      'areas/parents.csv': 'code,name\nx,\n',
      'areas/spellings.csv': 'spelling,code\na,1\n',
    })
    expect(new Set(problems.map(({ file }) => file))).toEqual(
      new Set(['region.json', 'areas/parents.csv', 'areas/spellings.csv', 'areas/villages.geojson']),
    )
  })

  it('may hold a file compressed', () => {
    const folder = aRegionFolder({ 'areas/spellings.csv': undefined })
    writeFileSync(path.join(folder, 'areas/spellings.csv.gz'), gzipSync('spelling,code\nLedokkulon,35.22.15.1001\n'))
    const source = new RegionSource(folder)
    expect(source.once(readAreas).isNameOf('35.22.15.1001', 'ledok-kulon')).toBe(true)
    expect(source.problems).toEqual([])
    rmSync(folder, { recursive: true })
  })

  it('that is not text is refused by the name of the file', () => {
    const folder = aRegionFolder({ 'areas/spellings.csv': undefined })
    writeFileSync(path.join(folder, 'areas/spellings.csv.gz'), 'not gzip')
    const source = new RegionSource(folder)
    source.once(readAreas)
    expect(source.problems).toEqual([{ file: 'areas/spellings.csv', message: expect.stringContaining('cannot be read') }])
  })

  it('with a problem never reaches the database', async () => {
    const untouchable = new Proxy({} as DataSource, {
      get: (_, key) => {
        throw new Error(`touched: ${String(key)}`)
      },
    })
    const attempt = importRegion(untouchable, aRegionFolder({ 'region.json': aRegionManifest({ id: 'Not A Slug' }) }), [])
    await expect(attempt).rejects.toBeInstanceOf(InvalidInput)
    await expect(attempt).rejects.toMatchObject({ problems: [{ file: 'region.json', field: 'id' }] })
  })

  it('knows a village by its other spellings too', () => {
    const areas = new RegionSource(aRegionFolder()).once(readAreas)
    expect(areas.isNameOf('35.22.15.1001', 'Ledokkulun')).toBe(true)
    expect(areas.isNameOf('35.22.15.1002', 'Ledokkulun')).toBe(false)
  })
})
