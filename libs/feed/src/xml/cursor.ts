import { PayloadUnusable } from '../parsed'
import { decodeReferences } from './decode-references'

/** XML 1.0, section 2.3: what a name may begin with, and what may follow. */
const START =
  ':A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}\\u{200d}\\u{2070}-\\u{218f}' +
  '\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}'
const NAME = new RegExp(`[${START}][${START}\\-.0-9\\u{b7}\\u{300}-\\u{36f}\\u{203f}\\u{2040}]*`, 'uy')
const BLANKS = /[ \t\n]*/y

/** Goes through the text of a document, forwards alone. */
export class Cursor {
  at = 0

  constructor(
    private readonly source: string,
    readonly text: string,
  ) {}

  get isAtEnd(): boolean {
    return this.at >= this.text.length
  }

  isAt(mark: string): boolean {
    return this.text.startsWith(mark, this.at)
  }

  take(mark: string): void {
    if (!this.isAt(mark)) this.refuse(`"${mark}" is expected`)
    this.at += mark.length
  }

  /** What stands before a mark; both are passed. */
  takeUpTo(mark: string): string {
    const end = this.text.indexOf(mark, this.at)
    if (end < 0) this.refuse(`"${mark}" is missing`)
    const passed = this.text.slice(this.at, end)
    this.at = end + mark.length
    return passed
  }

  takeName(): string {
    NAME.lastIndex = this.at
    const name = NAME.exec(this.text)?.[0] ?? this.refuse('a name is expected')
    this.at += name.length
    return name
  }

  /** @returns whether there were any */
  skipBlanks(): boolean {
    BLANKS.lastIndex = this.at
    const { length } = BLANKS.exec(this.text)?.[0] ?? ''
    this.at += length
    return length > 0
  }

  resolved(text: string): string {
    return decodeReferences(text) ?? this.refuse('it refers to an entity or character that is not accepted')
  }

  refuse(why: string): never {
    throw new PayloadUnusable(this.source, `it is no XML that is accepted: ${why}, near character ${this.at}`)
  }
}
