import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { readStations } from './read-stations'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'stations-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function read(content: unknown) {
  const file = path.join(folder, 'stations.json')
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return readStations(file)
}
const post = { id: 'A', parameter: 'water_level', river: 'Ciliwung' }
const step = (severity: number, from: number) => ({ label: `Siaga ${4 - severity}`, severity, from })

describe('a stations file', () => {
  it('gives posts, one entry a parameter, with the mildest step first', async () => {
    const list = await read([
      { ...post, latitude: -6.2, longitude: 106.8, ladder: [step(3, 9.5), step(1, 7.5)] },
      { ...post, parameter: 'rain' },
    ])
    expect(list.map(({ id, parameter }) => [id, parameter])).toEqual([
      ['A', 'water_level'],
      ['A', 'rain'],
    ])
    expect(list[0]?.ladder?.map(({ severity }) => severity)).toEqual([1, 3])
  })

  it.each([
    ['no JSON', '[{', 'expected a JSON list'],
    ['no list', { id: 'A' }, 'expected array'],
    ['another parameter', [{ ...post, parameter: 'discharge' }], '[0].parameter'],
    ['a missing river', [post, { id: 'B', parameter: 'rain' }], '[1].river'],
    ['a latitude of another planet', [{ ...post, latitude: 106.8 }], '[0].latitude'],
    ['a level that is text', [{ ...post, ladder: [{ ...step(1, 7.5), from: '7.5' }] }], '[0].ladder[0].from'],
    ['a post twice', [post, post], '[1]: A water_level is listed twice'],
    ['a ladder that falls', [{ ...post, ladder: [step(1, 9.5), step(2, 8.5)] }], 'severity 2 begins at 8.5 m'],
    ['a severity twice', [{ ...post, ladder: [step(1, 7.5), step(1, 8.5)] }], 'severity 1 stands twice'],
  ])('is refused with entry and field: %s', async (_, content, expected) => {
    const error: unknown = await read(content).catch((caught: unknown) => caught)
    expect((error as Error).message).toContain('stations.json')
    expect((error as Error).message).toContain(expected)
  })
})
