import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { processMark } from './process-start'
import { parseState, readState } from './state-file'
import { tempFolder } from '../../../../test/factories/temp-folder'

describe('what a process left in a file', () => {
  it.each([
    ['whole', '{"pid":7,"startedAt":"a.1"}', { pid: 7, startedAt: 'a.1' }],
    ['from a machine without /proc', '{"pid":7}', { pid: 7 }],
    ['torn by a kill', '{"pid":7,"star', undefined],
    ['empty', '', undefined],
    ['of somebody else', '{"pid":"7"}', undefined],
    ['nothing', 'null', undefined],
  ])('%s', (_, content, expected) => expect(parseState(content, processMark)).toEqual(expected))

  it('is nothing where there is no file, and an error where there is none to be had', () => {
    const folder = tempFolder('kentongan-state')
    writeFileSync(path.join(folder, 'a'), '{"pid":7}')
    expect(readState(path.join(folder, 'a'), processMark)).toEqual({ pid: 7 })
    expect(readState(path.join(folder, 'b'), processMark)).toBeUndefined()
    expect(() => readState(folder, processMark)).toThrow('EISDIR')
  })
})
