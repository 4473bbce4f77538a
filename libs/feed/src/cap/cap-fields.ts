import { childrenNamed, textOf, type XmlElement } from '../xml/element'
import { readDateTime } from '../xml/read-date-time'
import { checkContent } from './check-content'
import { type Findings, quoted } from './findings'
import type { CapVersion } from './vocabulary'

/** Reads the fields of one alert and notes what is wrong with them. */
export class CapFields {
  constructor(
    readonly version: CapVersion,
    readonly findings: Findings,
  ) {}

  /** A field without which the alert is unusable; empty when it is so. Said twice it is unusable too: which of the two would one act on? */
  needed(parent: XmlElement, name: string, where: string): string {
    const { length } = childrenNamed(parent, name)
    if (length > 1) this.findings.fault(name, `${where}: it is said ${length} times`)
    const text = textOf(parent, name)
    if (text === undefined) this.findings.fault(name, `${where}: ${length === 0 ? 'it is missing' : 'it is empty'}`)
    return text ?? ''
  }

  /** A field that must be one of the words its version allows. */
  word(parent: XmlElement, name: string, where: string, words: readonly string[]): string {
    const text = this.needed(parent, name, where)
    if (text !== '' && !words.includes(text)) this.findings.fault(name, `${where}: ${quoted(text)} is none of ${words.join(', ')}`)
    return text
  }

  /** Texts of a field that may be there more than once and should be among the words its version allows. */
  words(parent: XmlElement, name: string, where: string, words: readonly string[]): string[] {
    const texts = childrenNamed(parent, name).map((child) => child.text.trim())
    for (const text of texts)
      if (!words.includes(text)) this.findings.violation(`${where}: ${name} ${quoted(text)} is no word of CAP ${this.version}`)
    return texts
  }

  /** A text, or null where it is not said. */
  text(parent: XmlElement, name: string): string | null {
    return textOf(parent, name) ?? null
  }

  /** Null where it is not said or cannot be read. */
  instant(parent: XmlElement, name: string, where: string): number | null {
    const text = textOf(parent, name)
    if (text === undefined) {
      if (childrenNamed(parent, name).length > 0) this.findings.violation(`${where}: ${name} is empty`)
      return null
    }
    const read = readDateTime(text)
    if (!read) this.findings.violation(`${where}: ${name} ${quoted(text)} is no time with its offset`)
    // Only CAP 1.2 narrows xs:dateTime to whole seconds and a numeric offset.
    else if (read.isLoose && this.version === '1.2') this.findings.violation(`${where}: ${name} ${quoted(text)} has a fraction or "Z"`)
    return read?.at ?? null
  }

  /** Name and value, which CAP 1.0 writes into one text as `name=value`. */
  pairs(parent: XmlElement, name: string, where: string): { name: string; value: string }[] {
    return childrenNamed(parent, name).map((pair) => {
      checkContent(pair, `${where}: ${name}`, this.version, this.findings)
      if (this.version === '1.0') {
        const [first = '', ...rest] = pair.text.trim().split('=')
        return { name: first, value: rest.join('=') }
      }
      return { name: textOf(pair, 'valueName') ?? '', value: textOf(pair, 'value') ?? '' }
    })
  }
}
