/**
 * The address to ask: the source's own, or the same path on a mirror. Where a mirror is set, nothing is asked elsewhere.
 * @param base origin of the mirror, with a path prefix if it has one
 */
export function atBase(url: string, base: string | undefined): string {
  if (base === undefined) return url
  const own = new URL(url)
  const mirror = new URL(base)
  mirror.pathname = `${mirror.pathname.replace(/\/$/, '')}${own.pathname}`
  mirror.search = own.search
  return mirror.href
}

/** For the record: without query, user or password. */
export function originOf(url: string): string {
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname}`
}
