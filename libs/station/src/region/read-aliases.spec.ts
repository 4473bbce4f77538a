import { RegionSource } from '#libs/area'
import { aRegionFolder, JAKARTA } from '../../../../test/factories/region-folder'
import { readAliases } from './read-aliases'

describe('aliases', () => {
  it('are kept without the blanks around them', () => {
    expect(new RegionSource(aRegionFolder()).once(readAliases)).toEqual([
      { source: 'csv', name: 'TMA Bojonegoro', stationId: 'bojonegoro' },
    ])
  })

  it('of a station nobody knows, or given twice, are problems with their line', () => {
    const source = new RegionSource(
      aRegionFolder({ 'aliases.csv': 'source,name,station_id\ncsv,A,bojonegoro\ncsv,A ,bojonegoro\ncsv,B,cepu\n' }),
    )
    source.once(readAliases)
    expect(source.problems).toEqual([
      { file: 'aliases.csv', row: 3, field: 'name', message: '"csv: A" already stands in row 2' },
      { file: 'aliases.csv', row: 4, field: 'station_id', message: 'there is no station "cepu"' },
    ])
  })

  it('cover the 39 names of the live feed and the 21 of the recording', () => {
    const aliases = new RegionSource(JAKARTA).once(readAliases)
    expect(['dsda-xml', 'dsda-csv'].map((name) => aliases.filter(({ source }) => source === name).length)).toEqual([39, 21])
  })
})
