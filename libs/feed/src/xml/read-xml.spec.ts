import { XMLParser } from 'fast-xml-parser'
import fc from 'fast-check'
import { PayloadUnusable } from '../parsed'
import type { XmlElement } from './element'
import { readXml, type XmlLimits } from './read-xml'

const LIMITS: XmlLimits = { bytes: 100_000, depth: 10, elements: 100, attributes: 5 }
const read = (content: string | Buffer, limits: Partial<XmlLimits> = {}): XmlElement =>
  readXml('a-feed', Buffer.from(content), { ...LIMITS, ...limits })
const textOf = (content: string): string => read(`<a>${content}</a>`).text
const utf16 = (text: string, endian: 'le' | 'be' = 'le', mark = true): Buffer => {
  const bytes = Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le')
  return endian === 'le' ? bytes : bytes.swap16()
}
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1')

/** The class of what an action throws; undefined when it throws nothing. */
const thrownBy = (action: () => unknown): unknown => {
  try {
    action()
    return undefined
  } catch (error) {
    return error instanceof Error ? error.constructor : error
  }
}

describe('an XML document', () => {
  it('is a tree that keeps the order of its elements, their text, CDATA and attributes', () => {
    const root = read(
      `<?xml version="1.0"?><!-- a --><?style it's fine?><a x='1 &amp; 2'>x<c/>y<![CDATA[<&amp;>]]><b z="3"/></a><!-- b -->\n`,
    )
    expect(root).toMatchObject({ name: 'a', namespace: '', text: 'xy<&amp;>' })
    expect(root.attributes.get('x')).toBe('1 & 2')
    expect(root.children.map(({ name }) => name)).toEqual(['c', 'b'])
  })

  it('resolves namespaces whatever the prefix, as they are bound where the name stands', () => {
    const root = read('<p:a xmlns:p="urn:1" xmlns="urn:0"><b/><p:c xmlns:p="urn:2"/><p:d xmlns=""><e/></p:d></p:a>')
    const [b, c, d] = root.children
    expect([root, b, c, d, d?.children[0]].map((each) => `${each?.namespace} ${each?.name}`)).toEqual([
      'urn:1 a',
      'urn:0 b',
      'urn:2 c',
      'urn:1 d',
      ' e',
    ])
  })

  it.each([
    ['&lt;&gt;&amp;&quot;&apos;', '<>&"\''],
    ['&amp;lt;', '&lt;'],
    ['&amp;amp;lt;', '&amp;lt;'],
    ['&#38;lt;', '&lt;'],
    ['&#x26;#60;', '&#60;'],
    ['&#65;&#x42;&#x1F30A;&#0000000067;', 'AB\u{1f30a}C'],
    ['a\r\nb\rc', 'a\nb\nc'],
    ['a&#13;b', 'a\rb'],
  ])('resolves %s once', (written, text) => {
    expect(textOf(written)).toBe(text)
  })

  it.each([
    '&nbsp;',
    '&xxe;',
    '&',
    '& ',
    '&lt',
    '&#0;',
    '&#8;',
    '&#xFFFE;',
    '&#xD800;',
    '&#x110000;',
    '&#99999999999;',
    '&#;',
    '&#x;',
    '&LT;',
  ])('refuses the reference %s', (reference) => {
    expect(() => textOf(reference)).toThrow(PayloadUnusable)
    expect(() => read(`<a b="${reference}"/>`)).toThrow(PayloadUnusable)
  })

  it.each([
    ['a document type', '<!DOCTYPE a><a/>'],
    ['a document type in small letters', '<!doctype a><a/>'],
    ['a document type with blanks', '<! DOCTYPE a><a/>'],
    ['an entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    ['an entity bomb', '<!DOCTYPE a [<!ENTITY x "xx"><!ENTITY y "&x;&x;">]><a>&y;</a>'],
    ['an entity inside the root', '<a><!ENTITY x "y"></a>'],
    ['a document type in UTF-16', utf16('<!DOCTYPE a><a/>')],
    ['a document type that only UTF-7 shows', '<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE a+AD4-<a/>'],
    ['a conditional section', '<a><![INCLUDE[<b/>]]></a>'],
  ])('refuses %s', (_, content) => {
    expect(() => read(content)).toThrow(PayloadUnusable)
  })

  it('takes the words of an attack where they are only text', () => {
    expect(read('<a><![CDATA[<!DOCTYPE a [<!ENTITY x "y">]>]]><!-- <!ENTITY x "y"> --></a>').text).toBe('<!DOCTYPE a [<!ENTITY x "y">]>')
  })

  it.each([
    ['nothing', ''],
    ['text alone', 'OK'],
    ['JSON', '{"a":1}'],
    ['text before the root', 'x<a/>'],
    ['text after the root', '<a/>x'],
    ['two roots', '<a/><b/>'],
    ['an open element', '<a><b></b>'],
    ['elements that cross', '<a><b></a></b>'],
    ['a stray end', '</a>'],
    ['a tag cut off', '<a><b x="1'],
    ['a comment cut off', '<a><!-- </a>'],
    ['a comment with two hyphens', '<a><!-- a -- b --></a>'],
    ['CDATA cut off', '<a><![CDATA[x]]</a>'],
    ['CDATA outside', '<![CDATA[x]]><a/>'],
    ['"]]>" in text', '<a>]]></a>'],
    ['an instruction cut off', '<a><?x </a>'],
    ['a second declaration', '<a><?xml version="1.0"?></a>'],
    ['a declaration behind a blank', ' <?xml version="1.0"?><a/>'],
    ['a declaration that cannot be read', '<?xml version="1.0" encoding=utf-8?><a/>'],
    ['an attribute without quotes', '<a b=1/>'],
    ['an attribute without a value', '<a b/>'],
    ['attributes without a blank', '<a b="1"c="2"/>'],
    ['a repeated attribute', '<a b="1" b="2"/>'],
    ['"<" in an attribute', '<a b="<"/>'],
    ['an unbound prefix', '<p:a/>'],
    ['a prefix bound to nothing', '<p:a xmlns:p=""/>'],
    ['two colons', '<p:a:b xmlns:p="u"/>'],
    ['an end with attributes', '<a></a b="1">'],
    ['a name that begins with a digit', '<1/>'],
    ['a control character', '<a>\u0001</a>'],
    ['a NUL', '<a>\u0000</a>'],
  ])('refuses %s', (_, content) => {
    expect(() => read(content)).toThrow(PayloadUnusable)
  })
})

describe('its encoding', () => {
  const GREETING = '<a>Gävle – ok</a>'
  it.each([
    ['UTF-8 unsaid', Buffer.from(GREETING)],
    ['UTF-8', Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${GREETING}`)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff<?xml version='1.0' encoding='utf-8' standalone='yes' ?>${GREETING}`)],
    ['UTF-16, little end first', utf16(`<?xml version="1.0" encoding="UTF-16"?>${GREETING}`)],
    ['UTF-16, big end first', utf16(`<?xml version="1.0" encoding="utf-16be"?>${GREETING}`, 'be')],
    ['UTF-16 unsaid', utf16(GREETING, 'be')],
    [
      'Windows-1252',
      Buffer.concat([latin1('<?xml version="1.0" encoding="windows-1252"?><a>G\xe4vle '), Buffer.from([0x96]), latin1(' ok</a>')]),
    ],
  ])('%s is honoured', (_, raw) => {
    expect(read(raw).text).toBe('Gävle – ok')
  })

  it('ISO-8859-1 is honoured', () => {
    expect(read(latin1('<?xml version="1.0" encoding="ISO-8859-1"?><a>G\xe4vle</a>')).text).toBe('Gävle')
  })

  it.each([
    ['UTF-8 that is Latin 1', latin1('<?xml version="1.0" encoding="UTF-8"?><a>G\xe4vle</a>')],
    ['nothing, and is Latin 1', latin1('<a>G\xe4vle</a>')],
    ['an overlong form', Buffer.from([0x3c, 0x61, 0x3e, 0xc0, 0xbc, 0x3c, 0x2f, 0x61, 0x3e])],
    ['UTF-16 that is UTF-8', Buffer.from('<?xml version="1.0" encoding="UTF-16"?><a/>')],
    ['UTF-8 under a mark of UTF-16', utf16('<?xml version="1.0" encoding="UTF-8"?><a/>')],
    ['UTF-16 under a mark of UTF-8', Buffer.from('\ufeff<?xml version="1.0" encoding="UTF-16"?><a/>')],
    ['one end and marks the other', utf16('<?xml version="1.0" encoding="UTF-16BE"?><a/>', 'le')],
    ['Latin 1 under a mark of UTF-8', Buffer.from('\ufeff<?xml version="1.0" encoding="iso-8859-1"?><a/>')],
    ['nothing, and is UTF-16 without a mark', utf16('<a/>', 'le', false)],
    ['nothing, and is UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0, 0x61, 0, 0, 0])],
    ['US-ASCII that is not', Buffer.from('<?xml version="1.0" encoding="US-ASCII"?><a>ä</a>')],
    ['an encoding nobody knows', Buffer.from('<?xml version="1.0" encoding="x-mac"?><a/>')],
    ['UTF-16 and ends in half a character', Buffer.concat([utf16('<a/>'), Buffer.from([0x20])])],
    ['UTF-16 with half a pair', utf16('<a>\ud83c</a>')],
  ])('a document that says %s is refused', (_, raw) => {
    expect(() => read(raw)).toThrow(PayloadUnusable)
  })
})

describe('its limits', () => {
  it.each([
    ['bytes', 'x'.repeat(100_001)],
    ['depth', `${'<a>'.repeat(11)}${'</a>'.repeat(11)}`],
    ['elements', `<a>${'<b/>'.repeat(100)}</a>`],
    ['attributes', `<a ${[1, 2, 3, 4, 5, 6].map((i) => `b${i}="1"`).join(' ')}/>`],
  ])('%s are kept', (_, content) => {
    expect(() => read(content)).toThrow(PayloadUnusable)
  })

  it('are what may just be', () => {
    expect(read(`${'<a>'.repeat(10)}${'</a>'.repeat(10)}`).name).toBe('a')
    expect(read(`<a>${'<b/>'.repeat(99)}</a>`).children).toHaveLength(99)
  })

  it('refuse 100 MB at once, without looking inside', () => {
    // Bytes that no encoding allows: whoever decoded them would say so.
    const large = Buffer.alloc(100 * 1024 * 1024, 0xff)
    const begun = performance.now()
    expect(() => readXml('a-feed', large, LIMITS)).toThrow('104857600 bytes; 100000 are taken')
    expect(performance.now() - begun).toBeLessThan(1_000)
  })

  const wide: XmlLimits = { bytes: 20_000_000, depth: 1_000_000, elements: 1_000_000, attributes: 1_000_000 }
  it.each([
    ['attributes', `<a ${Array.from({ length: 100_000 }, (_, i) => `b${i}="1"`).join(' ')}/>`],
    ['open tags', '<a>'.repeat(300_000)],
    ['tags that never end', '<a '.repeat(300_000)],
    ['quotes that never end', '<a b="'.repeat(300_000)],
    ['comments that never end', '<!--'.repeat(300_000)],
    ['CDATA that never ends', `<a>${'<![CDATA['.repeat(300_000)}`],
    ['blanks', `<?xml ${' '.repeat(1_000_000)}?><a${' '.repeat(1_000_000)}`],
    ['references', `<a>${'&amp;'.repeat(300_000)}</a>`],
    ['namespaces as deep as they may stand', `${'<a xmlns:p="u">'.repeat(64)}${'<b/>'.repeat(100_000)}`],
    ['comments between texts', `<a>${'x<!---->'.repeat(100_000)}</a>`],
  ])('hold without a hang where they are set wide: %s', (_, content) => {
    const begun = performance.now()
    expect([undefined, PayloadUnusable]).toContain(thrownBy(() => read(content, wide)))
    expect(performance.now() - begun).toBeLessThan(5_000)
  })
})

/** As an independent parser has it: names in order. */
const independent = new XMLParser({ preserveOrder: true, parseTagValue: false, trimValues: false, ignoreAttributes: false })
const shapeOf = (nodes: readonly Record<string, unknown>[]): string =>
  nodes
    .flatMap((node) => Object.entries(node).filter(([key]) => key !== ':@' && key !== '#text'))
    .map(([name, below]) => `${name}(${Array.isArray(below) ? shapeOf(below) : ''})`)
    .join('')
const ownShape = (element: XmlElement): string => `${element.name}(${element.children.map(ownShape).join('')})`

describe('whatever the document', () => {
  it('sees the elements that an independent parser sees', () => {
    const element: fc.Arbitrary<string> = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc
        .tuple(
          fc.constantFrom('a', 'b-1', 'Ä', 'x.y'),
          fc.array(fc.oneof({ maxDepth: 4 }, fc.constantFrom('t', '&lt;', '<!--c-->', '<![CDATA[<z>]]>', ' '), tie('tree')), {
            maxLength: 4,
          }),
        )
        .map(([name, parts]) => `<${name} q="'&gt;'">${parts.join('')}</${name}>`),
    })).tree
    fc.assert(
      fc.property(element, (content) => {
        expect(ownShape(read(content, { depth: 100, elements: 10_000 }))).toBe(shapeOf(independent.parse(content)))
      }),
      { numRuns: 100 },
    )
  })

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'takes %s for the name it is, and pollutes nothing',
    (name) => {
      const root = read(`<a><${name} ${name}="x" polluted="yes">y</${name}></a>`)
      expect(root.children[0]).toMatchObject({ name, text: 'y' })
      expect(root.children[0]?.attributes.get(name)).toBe('x')
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
      expect(Object.getPrototypeOf(root)).toBe(Object.prototype)
    },
  )
})
