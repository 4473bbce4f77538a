/** An element as it stood in the document. Its children keep their order; names are data here, never keys of an object. */
export interface XmlElement {
  /** Without its prefix. */
  readonly name: string
  /** What its prefix, or the default namespace, stands for; empty when it is in none. */
  readonly namespace: string
  /** By their names as written. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** Its own text and CDATA, references resolved, without that of its children. */
  readonly text: string
}

export const childrenNamed = (parent: XmlElement, name: string, namespace = parent.namespace): XmlElement[] =>
  parent.children.filter((child) => child.name === name && child.namespace === namespace)

/** Trimmed text of the first child of that name; undefined where there is none or it is blank. */
export function textOf(parent: XmlElement, name: string, namespace = parent.namespace): string | undefined {
  const text = childrenNamed(parent, name, namespace)[0]?.text.trim()
  return text === '' ? undefined : text
}

/** The outermost elements below a parent that answer a question, in document order. The reader's depth limit bounds the recursion. */
export function outermost(parent: XmlElement, isSought: (element: XmlElement) => boolean): XmlElement[] {
  return parent.children.flatMap((child) => (isSought(child) ? [child] : outermost(child, isSought)))
}
