import fc from 'fast-check'
import { HEALTHY, type PageKind, takeCheck } from './alarm'

const at = new Date('2026-01-01T00:00:00Z')
const pagesOf = (checks: readonly boolean[]): PageKind[] => {
  let state = HEALTHY
  const pages: PageKind[] = []
  for (const ok of checks) {
    const next = takeCheck(state, ok, at)
    state = next.state
    if (next.page) pages.push(next.page)
  }
  return pages
}

describe('paging the duty officer', () => {
  it.each([
    ['one hiccup', [true, false, true], []],
    ['an outage', [false, false, false, false, false], ['down']],
    ['an outage that ends', [false, false, false, true, true, true], ['down', 'up']],
    ['a recovery that does not hold', [false, false, false, true, false, true, false], ['down']],
  ] as const)('%s', (_, checks, pages) => {
    expect(pagesOf([...checks])).toEqual(pages)
  })

  it('tells down and up in turns, never twice the same', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 60 }), (checks) => {
        const pages = pagesOf(checks)
        expect(pages.every((page, i) => page === (i % 2 === 0 ? 'down' : 'up'))).toBe(true)
      }),
    )
  })
})
