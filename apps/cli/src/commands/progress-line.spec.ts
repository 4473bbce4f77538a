import { progressLine } from './progress-line'

function onA(isTTY: boolean) {
  const written: string[] = []
  return { written, line: progressLine({ isTTY, write: (text) => written.push(text) }) }
}

describe('a progress line', () => {
  it('is one line at a terminal, written when it changes, gone at the end', () => {
    const { written, line } = onA(true)
    line.show(0.101, 'training')
    line.show(0.102, 'training')
    line.show(2, 'training')
    line.end()
    line.end()
    expect(written.map((text) => text.replaceAll('\r\u001B[K', '<'))).toEqual(['<training 10 %', '<training 100 %', '<'])
  })

  it('makes room for what is said, and a log gets that alone', () => {
    const terminal = onA(true)
    terminal.line.show(0.5, 'reading')
    terminal.line.say('two values')
    expect(terminal.written.at(-1)).toBe('two values\n')
    expect(terminal.written).toHaveLength(3)
    const log = onA(false)
    log.line.show(0.5, 'reading')
    log.line.say('two values')
    log.line.end()
    expect(log.written).toEqual(['two values\n'])
  })
})
