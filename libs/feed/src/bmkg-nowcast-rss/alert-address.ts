const ORIGIN = 'https://www.bmkg.go.id'
const PATH = '/alerts/nowcast/'

/** An alert of BMKG's nowcast, and nowhere else: a list is no reason to ask another host, or another part of this one. */
export function isNowcastAddress(link: string): boolean {
  if (!URL.canParse(link)) return false
  const { origin, pathname, username, password } = new URL(link)
  // `..` is resolved by the URL parser; an encoded slash or dot is left for the host to read its own way.
  return origin === ORIGIN && username === '' && password === '' && pathname.startsWith(PATH) && !/%2[ef]|%5c/i.test(pathname)
}
