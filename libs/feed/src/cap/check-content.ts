import type { XmlElement } from '../xml/element'
import { type Findings, quoted } from './findings'
import { type CapVersion, CONTENT, SIGNATURE_NAMESPACE } from './vocabulary'

interface Slot {
  readonly name: string
  readonly least: 0 | 1
  readonly repeats: boolean
}

const slotsOf = (content: string): readonly Slot[] =>
  content.split(' ').map((written) => {
    const name = written.replace(/[?*+]$/, '')
    return { name, least: /[?*]$/.test(written) ? 0 : 1, repeats: /[*+]$/.test(written) }
  })

const SLOTS: Readonly<Record<CapVersion, ReadonlyMap<string, readonly Slot[]>>> = {
  '1.0': readAll(CONTENT['1.0']),
  '1.1': readAll(CONTENT['1.1']),
  '1.2': readAll(CONTENT['1.2']),
}

function readAll(content: Readonly<Record<string, string>>): ReadonlyMap<string, readonly Slot[]> {
  return new Map(Object.entries(content).map(([parent, written]) => [parent, slotsOf(written)]))
}

/** Records where an element's children are not those its schema has, in the schema's order. Looks at the children alone. */
export function checkContent(element: XmlElement, where: string, version: CapVersion, findings: Findings): void {
  const slots = SLOTS[version].get(element.name)
  if (!slots) {
    if (element.children.length > 0) findings.violation(`${where} holds elements`)
    return
  }
  const found = new Map<string, number>()
  let last = -1
  for (const child of element.children) {
    const at =
      child.namespace === element.namespace ? slots.findIndex((slot) => slot.name === child.name) : afterAll(child, element, version)
    if (at < 0) {
      findings.violation(`${where}: ${quoted(child.name)} does not belong there`)
      continue
    }
    if (at < last) findings.violation(`${where}: ${child.name} stands after ${slots[last]?.name ?? 'the signature'}`)
    last = Math.max(last, at)
    if (at === SIGNATURE_PLACE) continue
    found.set(child.name, (found.get(child.name) ?? 0) + 1)
    if (!SLOTS[version].has(child.name) && child.children.length > 0) findings.violation(`${where}: ${child.name} holds elements`)
  }
  for (const { name, least, repeats } of slots) {
    const count = found.get(name) ?? 0
    if (count < least) findings.violation(`${where}: ${name} is missing`)
    if (count > 1 && !repeats) findings.violation(`${where}: ${name} is there ${count} times`)
  }
}

/** Behind all others. */
const SIGNATURE_PLACE = Number.POSITIVE_INFINITY

/** CAP 1.2 lets an alert be signed at its end; the earlier versions foresee no signature. */
const afterAll = (child: XmlElement, { name }: XmlElement, version: CapVersion): number =>
  version === '1.2' && name === 'alert' && child.namespace === SIGNATURE_NAMESPACE ? SIGNATURE_PLACE : -1
