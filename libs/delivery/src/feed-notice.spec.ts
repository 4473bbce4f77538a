import { feedNotice } from './feed-notice'

it.each(['dead', 'recovered'] as const)('says in one SMS, with the mark of a drill, that a source is %s', (what) => {
  const text = feedNotice({ source: 'bmkg-nowcast-rss', what })
  expect(text).toContain('bmkg-nowcast-rss')
  expect(`LATIHAN. ${text}`.length).toBeLessThanOrEqual(160)
  expect(text).toMatch(/^[\x20-\x7e]+$/)
})
