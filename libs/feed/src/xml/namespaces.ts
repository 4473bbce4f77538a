/** What the prefixes stand for inside an element: its own bindings, and those of the element around it. */
export interface Scope {
  readonly bound: ReadonlyMap<string, string>
  readonly outer?: Scope
}

export const OUTERMOST: Scope = { bound: new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]) }

/** The scope inside an element. Undefined when it binds a prefix that is not its own to bind, or binds one to nothing. */
export function scopeWithin(outer: Scope, attributes: ReadonlyMap<string, string>): Scope | undefined {
  let bound: Map<string, string> | undefined
  for (const [name, uri] of attributes) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue
    const prefix = name.slice('xmlns:'.length)
    if (prefix === 'xml' || prefix === 'xmlns' || (name.includes(':') && uri === '')) return undefined
    bound ??= new Map()
    bound.set(prefix, uri)
  }
  return bound ? { bound, outer } : outer
}

/** Local name and namespace of a name as written; undefined when its prefix stands for nothing or it has two. */
export function resolveName(name: string, scope: Scope): { local: string; namespace: string } | undefined {
  const colon = name.indexOf(':')
  const prefix = colon < 0 ? '' : name.slice(0, colon)
  const local = name.slice(colon + 1)
  if (local === '' || local.includes(':') || colon === 0) return undefined
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    const namespace = at.bound.get(prefix)
    if (namespace !== undefined) return { local, namespace }
  }
  return colon < 0 ? { local, namespace: '' } : undefined
}
