import { RegionSource } from '#libs/area'
import { aRainZone } from '../../../../test/factories/hilly-region'
import { aPackagedStation, aPackagedZone, aRegionFolder, JAKARTA } from '../../../../test/factories/region-folder'
import { readZones } from './read-zones'

const problemsOf = (zone: unknown, files: Record<string, unknown> = {}) => {
  const source = new RegionSource(aRegionFolder({ 'zones.json': [zone], ...files }))
  source.once(readZones)
  return source.problems
}

describe('a hazard zone', () => {
  it('is told which village name does not belong to its code, and no village is dropped for it', () => {
    const zone = aPackagedZone({
      villages: [
        { code: '35.22.15.1001', name: 'Ledok Kulon' },
        { code: '35.22.15.1002', name: 'Jetis' },
      ],
    })
    const source = new RegionSource(aRegionFolder({ 'zones.json': [zone] }))
    expect(source.once(readZones)[0]?.villages).toHaveLength(2)
    expect(source.problems).toEqual([
      { file: 'zones.json', row: 1, field: 'villages.1', message: '"Jetis" is not a name of 35.22.15.1002, which is Jetak' },
    ])
  })

  it.each([['ledokkulon'], ['LEDOK-KULON'], ['Ledokkulun']])('may spell a village %s', (name) => {
    expect(problemsOf(aPackagedZone({ villages: [{ code: '35.22.15.1001', name }] }))).toEqual([])
  })

  it('is told of a code that no village has', () => {
    expect(problemsOf(aPackagedZone({ villages: [{ code: '35.22.15.1009', name: 'Banjarejo' }] }))[0]).toMatchObject({
      row: 1,
      field: 'villages.0',
      message: expect.stringContaining('Banjarejo'),
    })
  })

  it('is told of a village named twice', () => {
    const twice = { code: '35.22.15.1001', name: 'Ledok Kulon' }
    expect(problemsOf(aPackagedZone({ villages: [twice, twice] }))[0]?.message).toContain('named twice')
  })

  it('needs a station with a usable ladder', () => {
    expect(problemsOf(aPackagedZone({ station: 'cepu' }))[0]).toMatchObject({ field: 'station', message: 'there is no station "cepu"' })
    expect(problemsOf(aPackagedZone(), { 'stations.json': [aPackagedStation({ ladders: [] })] })[0]).toMatchObject({
      field: 'station',
      message: expect.stringContaining('no usable ladder'),
    })
  })

  it('needs a station whose name fits a message', () => {
    expect(
      problemsOf(aPackagedZone(), { 'stations.json': [aPackagedStation({ commonName: 'Jembatan Bojonegoro' })] })[0]?.message,
    ).toContain('too long')
  })
})

describe('a zone that rain sets off', () => {
  const trouble = (...zones: unknown[]) => problemsOf(zones[0], { 'zones.json': zones })
  const rain = (overrides: Record<string, unknown>) => ({
    trigger: { rain: { site: 'Cibodas', windows: [{ hours: 24, mm: 100 }], ...overrides } },
  })

  it('needs neither a station nor a travel time', () => {
    expect(trouble(aRainZone())).toEqual([])
  })

  it.each([
    ['a station', { station: 'bojonegoro' }, undefined, 'station'],
    ['a window nobody sums', rain({ windows: [{ hours: 12, mm: 80 }] }), 'trigger.rain.windows.0.hours', 'expected 1, 3, 6 or 24'],
    ['a threshold of nothing', rain({ windows: [{ hours: 1, mm: 0 }] }), 'trigger.rain.windows.0.mm', '>0'],
    ['no window', rain({ windows: [] }), 'trigger.rain.windows', '>=1'],
    [
      'one window twice',
      rain({
        windows: [
          { hours: 1, mm: 30 },
          { hours: 1, mm: 40 },
        ],
      }),
      'trigger.rain.windows',
      'equally long',
    ],
    ['a name no message holds', rain({ site: 'Lereng Gunung Burangrang' }), 'trigger.rain.site', 'at most 16'],
    ['an unknown word', rain({ antecedentMM: 100 }), 'trigger.rain', 'antecedentMM'],
  ])('may not have %s', (_, overrides, field, message) => {
    expect(trouble(aRainZone(overrides))).toEqual([{ file: 'zones.json', row: 1, field, message: expect.stringContaining(message) }])
  })

  it('is told when a worse severity takes no more rain than a milder one', () => {
    const worse = aRainZone({ id: 'cibodas-2', severity: 2, ...rain({ windows: [{ hours: 24, mm: 70 }] }) })
    expect(trouble(aRainZone(), worse)).toEqual([
      {
        file: 'zones.json',
        row: 2,
        field: 'trigger.rain.windows.0.mm',
        message: expect.stringContaining('no more than severity 1 (70 mm)'),
      },
    ])
  })

  it('is told of a severity its site has already', () => {
    expect(trouble(aRainZone(), aRainZone({ id: 'cibodas-b' }))).toEqual([
      { file: 'zones.json', row: 2, field: 'severity', message: expect.stringContaining('landslide at Cibodas, severity 1') },
    ])
  })
})

describe('a zone of a hazard no zone can have', () => {
  it('is told which there are', () => {
    expect(problemsOf(aPackagedZone({ hazard: 'earthquake' }))[0]).toMatchObject({
      field: 'hazard',
      message: expect.stringContaining('landslide'),
    })
  })
})

describe('the zones of Jakarta', () => {
  const source = new RegionSource(JAKARTA)
  const zones = source.once(readZones)
  const villagesOf = (id: string) => zones.find((zone) => zone.id === id)?.villages.length

  it('are nine, all of whose villages exist', () => {
    expect(source.problems).toEqual([])
    expect(zones.map((zone) => [zone.id, villagesOf(zone.id), zone.hazard === 'flood' && zone.travelMinutes])).toEqual([
      ['depok-1', 20, 360],
      ['depok-2', 28, 360],
      ['depok-3', 28, 360],
      ['sunter-hulu-1', 21, 240],
      ['sunter-hulu-2', 21, 240],
      ['sunter-hulu-3', 21, 240],
      ['manggarai-1', 7, 0],
      ['manggarai-2', 7, 0],
      ['manggarai-3', 7, 0],
    ])
  })

  it('say which of them are assumed', () => {
    expect(zones.filter(({ basis }) => basis === 'assumed').map(({ id }) => id)).toEqual(['manggarai-1', 'manggarai-2', 'manggarai-3'])
  })
})
