import { RegionSource } from '#libs/area'
import { aPackagedStation, aRegionFolder, bojonegoroLadder, JAKARTA } from '../../../../test/factories/region-folder'
import { labelOf, ladderAt, severityOf } from '../ladder'
import { readStations } from './read-stations'

const jakarta = () => {
  const source = new RegionSource(JAKARTA)
  return { ...source.once(readStations), source }
}

const ladderOf = (stations: ReturnType<typeof readStations>['stations'], id: string, at = '2026-11-01T00:00:00Z') => {
  const ladder = ladderAt(stations.get(id)?.ladder ?? [], new Date(at))
  if (!ladder) throw new Error(`${id} has no ladder`)
  return ladder
}

const read = (station: unknown) => {
  const source = new RegionSource(aRegionFolder({ 'stations.json': [station] }))
  return { ...source.once(readStations), problems: source.problems }
}

const neighbour = (station: string) => ({ station, relation: 'upstream', travelMinutes: 120, toleranceHours: 1 })

describe('the ladders of two regencies', () => {
  it('in Jakarta Siaga 1 is the worst', () => {
    const ladder = ladderOf(jakarta().stations, 'manggarai')
    expect(ladder.map(({ label, severity, fromLevel }) => [label, severity, fromLevel])).toEqual([
      ['Siaga 3', 1, 7.5],
      ['Siaga 2', 2, 8.5],
      ['Siaga 1', 3, 9.5],
    ])
    expect(labelOf(ladder, severityOf(ladder, 9.69))).toBe('Siaga 1')
  })

  it('in Bojonegoro Siaga I is the mildest', () => {
    const ladder = ladderOf(read(aPackagedStation()).stations, 'bojonegoro')
    expect([12.06, 13.06, 14.04].map((level) => [severityOf(ladder, level), labelOf(ladder, severityOf(ladder, level))])).toEqual([
      [1, 'Siaga I'],
      [2, 'Siaga II'],
      [3, 'Siaga III'],
    ])
  })

  it('the order of the steps in the file does not matter', () => {
    const reversed = { ...bojonegoroLadder, steps: bojonegoroLadder.steps.toReversed() }
    expect(severityOf(ladderOf(read(aPackagedStation({ ladders: [reversed] })).stations, 'bojonegoro'), 14.1)).toBe(3)
  })
})

describe('the stations of Jakarta', () => {
  it('are forty, twenty-seven with a ladder and twelve with a placeholder that is refused', () => {
    const { stations, ladders, refusedLadders, source } = jakarta()
    expect(source.problems).toEqual([])
    expect([stations.size, ladders, refusedLadders.length]).toEqual([40, 27, 12])
    expect(new Set(refusedLadders.map(({ reason }) => reason))).toEqual(new Set(['placeholder: every level is 5 m']))
    expect(stations.get('palmerah')?.ladder).toEqual([])
    expect(stations.get('cipinang-hulu')?.ladder).toEqual([])
  })

  it('two measure the sea and one follows it', () => {
    const regimes = [...jakarta().stations.values()]
      .filter(({ regime }) => regime !== 'river')
      .map(({ id, regime, hysteresis }) => [id, regime, hysteresis.holdHours])
    expect(regimes).toEqual([
      ['marina-ancol-laut', 'tide', 25],
      ['pasar-ikan', 'tide', 25],
      ['pluit', 'tide-driven', 25],
    ])
  })
})

describe('a ladder', () => {
  it('whose levels fall where severity rises is a problem that names file, row and field', () => {
    const steps = [
      { label: 'Siaga 1', severity: 1, from: 9.5 },
      { label: 'Siaga 2', severity: 2, from: 8.5 },
      { label: 'Siaga 3', severity: 3, from: 7.5 },
    ]
    expect(read(aPackagedStation({ ladders: [{ ...bojonegoroLadder, steps }] })).problems).toEqual([
      { file: 'stations.json', row: 1, field: 'ladders.0', message: expect.stringContaining('bojonegoro') },
    ])
  })

  it('in centimetres is a problem', () => {
    const steps = [{ label: 'Siaga I', severity: 1, from: 1206 }]
    expect(read(aPackagedStation({ ladders: [{ ...bojonegoroLadder, steps }] })).problems[0]?.message).toContain('levels are in metres')
  })

  it('with a severity it does not know is a problem at that step', () => {
    const steps = [{ label: 'Siaga 4', severity: 4, from: 12 }]
    expect(read(aPackagedStation({ ladders: [{ ...bojonegoroLadder, steps }] })).problems[0]).toMatchObject({
      row: 1,
      field: 'ladders.0.steps.0.severity',
    })
  })

  it('valid from the same instant as another is a problem', () => {
    expect(read(aPackagedStation({ ladders: [bojonegoroLadder, bojonegoroLadder] })).problems[0]).toMatchObject({
      field: 'ladders.1.validFrom',
    })
  })
})

describe('what quality control is told', () => {
  const quality = aPackagedStation().quality

  it.each([
    ['a soft limit beyond the hard one', { quality: { ...quality, softMax: 18 } }, 'quality.softMax', 'softMax must lie below hardMax'],
    [
      'flat that is half a step',
      { quality: { ...quality, datumJump: { step: 0.8, flatWithin: 0.4 } } },
      'quality.datumJump.flatWithin',
      'less than half',
    ],
    [
      'a temporary shift without a step',
      { quality: { ...quality, temporaryShift: { longestHours: 1 } } },
      'quality.temporaryShift',
      'datumJump',
    ],
    [
      'an unsupported rate above the river',
      { quality: { ...quality, unsupportedPerHour: 2 } },
      'quality.unsupportedPerHour',
      'below risePerHour',
    ],
    ['a field nobody knows', { quality: { ...quality, risePerDay: 2 } }, 'quality', 'risePerDay'],
    ['rain without its greatest hour', { qualityOf: { rain: { sentinels: [] } } }, 'qualityOf.rain.hardMaxPerHour', 'number'],
    ['a parameter nobody judges', { qualityOf: { snow: {} } }, 'qualityOf', 'snow'],
    ['a neighbour nobody knows', { neighbours: [neighbour('cepu')] }, 'neighbours.0.station', 'there is no station "cepu"'],
    ['a neighbour that is itself', { neighbours: [neighbour('bojonegoro')] }, 'neighbours.0.station', 'its own neighbour'],
    [
      'a neighbour without a travel time',
      { neighbours: [{ ...neighbour('x'), travelMinutes: undefined }] },
      'neighbours.0.travelMinutes',
      'number',
    ],
  ])('%s is a problem with its row and field', (_, overrides, field, message) => {
    expect(read(aPackagedStation(overrides)).problems[0]).toMatchObject({
      file: 'stations.json',
      row: 1,
      field,
      message: expect.stringContaining(message),
    })
  })

  it('is taken per parameter, with the neighbours', () => {
    const qualityOf = { rain: { hardMaxPerHour: 150, sentinels: [8888] }, discharge: { ...quality, hardMax: 3_000 } }
    const source = new RegionSource(
      aRegionFolder({
        'stations.json': [aPackagedStation({ qualityOf, neighbours: [neighbour('cepu')] }), aPackagedStation({ id: 'cepu', ladders: [] })],
      }),
    )
    expect(source.once(readStations).stations.get('bojonegoro')).toMatchObject({ qualityOf, neighbours: [neighbour('cepu')] })
    expect(source.problems).toEqual([])
  })

  it('of Jakarta names neighbours on both sides', () => {
    const { stations } = jakarta()
    for (const { id, neighbours } of stations.values()) {
      for (const { station, relation, travelMinutes } of neighbours) {
        const back = stations.get(station)?.neighbours.find((each) => each.station === id)
        expect(back).toMatchObject({ relation: relation === 'upstream' ? 'downstream' : 'upstream', travelMinutes })
      }
    }
    expect(stations.get('depok')?.neighbours.map(({ station }) => station)).toEqual(['katulampa', 'manggarai'])
  })
})
