import { Cursor } from './cursor'
import { decodeXml } from './decode-xml'
import type { XmlElement } from './element'
import { OUTERMOST, resolveName, type Scope, scopeWithin } from './namespaces'

/** What bounds the memory and the time a document may cost. */
export interface XmlLimits {
  readonly bytes: number
  readonly depth: number
  readonly elements: number
  /** Of one element. */
  readonly attributes: number
}

interface Open {
  readonly written: string
  readonly element: XmlElement & { children: XmlElement[]; text: string }
  readonly scope: Scope
}

/**
 * Reads a document from outside into a tree, in one pass and with one notion of where each thing ends: what a checker and a parser
 * read differently can be used to slip something past the first. There are no document types and no entities but XML's own five, so
 * nothing can expand and nothing is ever fetched.
 * @throws PayloadUnusable when it is not well-formed, reaches for a document type, or goes over a limit
 */
export function readXml(source: string, raw: Buffer, limits: XmlLimits): XmlElement {
  return new Reader(new Cursor(source, decodeXml(source, raw, limits.bytes)), limits).read()
}

class Reader {
  private elements = 0
  private root: XmlElement | undefined
  private readonly open: Open[] = []

  constructor(
    private readonly cursor: Cursor,
    private readonly limits: XmlLimits,
  ) {}

  read(): XmlElement {
    while (!this.cursor.isAtEnd) {
      this.readText()
      if (!this.cursor.isAtEnd) this.readMarkup()
    }
    const unclosed = this.open.at(-1)
    if (unclosed) this.cursor.refuse(`<${unclosed.written.slice(0, 60)}> is left open`)
    return this.root ?? this.cursor.refuse('it holds no element')
  }

  private readMarkup(): void {
    const { cursor } = this
    if (cursor.isAt('<!--')) this.skipComment()
    else if (cursor.isAt('<![CDATA[')) this.readCdata()
    else if (cursor.isAt('<!')) cursor.refuse('a document type or entity is not accepted')
    else if (cursor.isAt('<?')) this.skipInstruction()
    else if (cursor.isAt('</')) this.closeElement()
    else this.openElement()
  }

  private readText(): void {
    const { cursor } = this
    const next = cursor.text.indexOf('<', cursor.at)
    const end = next < 0 ? cursor.text.length : next
    const written = cursor.text.slice(cursor.at, end)
    const parent = this.open.at(-1)
    if (!parent && /[^ \t\n]/.test(written)) cursor.refuse('there is text outside the root element')
    if (written.includes(']]>')) cursor.refuse('"]]>" stands in text')
    if (parent) parent.element.text += cursor.resolved(written)
    cursor.at = end
  }

  private readCdata(): void {
    const parent = this.open.at(-1) ?? this.cursor.refuse('CDATA stands outside the root element')
    this.cursor.take('<![CDATA[')
    parent.element.text += this.cursor.takeUpTo(']]>')
  }

  private skipComment(): void {
    this.cursor.take('<!--')
    this.cursor.takeUpTo('--')
    this.cursor.take('>')
  }

  private skipInstruction(): void {
    this.cursor.take('<?')
    if (this.cursor.takeName().toLowerCase() === 'xml') this.cursor.refuse('an XML declaration stands elsewhere than at the start')
    this.cursor.takeUpTo('?>')
  }

  private closeElement(): void {
    this.cursor.take('</')
    const written = this.cursor.takeName()
    this.cursor.skipBlanks()
    this.cursor.take('>')
    if (this.open.pop()?.written !== written) this.cursor.refuse(`</${written.slice(0, 60)}> closes nothing that is open`)
  }

  private openElement(): void {
    const { cursor, limits } = this
    cursor.take('<')
    const written = cursor.takeName()
    const attributes = this.readAttributes()
    const isEmpty = cursor.isAt('/>')
    cursor.take(isEmpty ? '/>' : '>')
    const parent = this.open.at(-1)
    const scope = scopeWithin(parent?.scope ?? OUTERMOST, attributes) ?? cursor.refuse('a namespace is bound wrongly')
    const name = resolveName(written, scope) ?? cursor.refuse(`the prefix of ${written.slice(0, 60)} stands for nothing`)
    const element = { name: name.local, namespace: name.namespace, attributes, children: [], text: '' }
    this.elements += 1
    if (this.elements > limits.elements) cursor.refuse(`more than ${limits.elements} elements`)
    if (parent) parent.element.children.push(element)
    else if (this.root) cursor.refuse('there are two root elements')
    else this.root = element
    if (isEmpty) return
    if (this.open.length >= limits.depth) cursor.refuse(`elements stand more than ${limits.depth} deep`)
    this.open.push({ written, element, scope })
  }

  private readAttributes(): Map<string, string> {
    const { cursor, limits } = this
    const attributes = new Map<string, string>()
    for (;;) {
      const isApart = cursor.skipBlanks()
      if (cursor.isAt('>') || cursor.isAt('/')) return attributes
      if (!isApart) cursor.refuse('a tag is malformed')
      const name = cursor.takeName()
      cursor.skipBlanks()
      cursor.take('=')
      cursor.skipBlanks()
      const quote = cursor.isAt("'") ? "'" : '"'
      cursor.take(quote)
      const written = cursor.takeUpTo(quote)
      if (written.includes('<')) cursor.refuse('"<" stands in an attribute')
      if (attributes.has(name)) cursor.refuse(`the attribute ${name.slice(0, 60)} is repeated`)
      if (attributes.size >= limits.attributes) cursor.refuse(`an element has more than ${limits.attributes} attributes`)
      attributes.set(name, cursor.resolved(written.replaceAll(/[\t\n]/g, ' ')))
    }
  }
}
