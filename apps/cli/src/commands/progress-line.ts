/** What is used here of a terminal. */
export interface Terminal {
  readonly isTTY?: boolean
  write(text: string): unknown
}

const CLEAR = '\r\u001B[K'

/** One line that says how far a long command is, for people at a terminal; a log gets the things said and none of the progress. */
export function progressLine(terminal: Terminal) {
  let shown = ''
  const clear = (): void => {
    if (shown !== '') terminal.write(CLEAR)
    shown = ''
  }
  return {
    /** @param done from 0 to 1 */
    show(done: number, what: string): void {
      const line = `${what} ${Math.floor(Math.min(1, Math.max(0, done)) * 100)} %`
      if (!terminal.isTTY || line === shown) return
      terminal.write(`${CLEAR}${line}`)
      shown = line
    },
    say(line: string): void {
      clear()
      terminal.write(`${line}\n`)
    },
    end: clear,
  }
}
