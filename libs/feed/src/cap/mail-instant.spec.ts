import { mailInstant } from './mail-instant'

it.each([
  ['Thu, 24 Sep 2026 15:07:00 +0800', '2026-09-24T07:07:00Z'],
  ['24 Sep 2026 15:07 +0700', '2026-09-24T08:07:00Z'],
  ['Fri, 04 Feb 2011 20:32:08 GMT', '2011-02-04T20:32:08Z'],
  ['Wed, 11 Jun 2003 22:39:00 PDT', '2003-06-12T05:39:00Z'],
  ['Thu, 3 Sep 2026 00:00:00 -0930', '2026-09-03T09:30:00Z'],
])('%s is an instant', (text, iso) => {
  expect(mailInstant(text)).toBe(Date.parse(iso))
})

it.each([
  '',
  '2026-09-24T15:07:00Z',
  'Thu, 31 Sep 2026 15:07:00 +0800',
  'Thu, 24 Sep 2026 25:07:00 +0800',
  'Thu, 24 Sep 2026 15:07:00',
  'Thu, 24 Sep 2026 15:07:00 WIB',
  'Thu, 24 Foo 2026 15:07:00 GMT',
  'Thu, 24 Sep 2026 15:07:00 +2500',
])('%j is none', (text) => {
  expect(mailInstant(text)).toBeUndefined()
})
