import { atBase, originOf } from './feed-base'

const URL = 'https://api.bmkg.go.id/publik/prakiraan-cuaca?adm4=32.04.05.2001'

it.each([
  ['no mirror', undefined, URL],
  ['a mirror', 'http://127.0.0.1:9000', 'http://127.0.0.1:9000/publik/prakiraan-cuaca?adm4=32.04.05.2001'],
  ['a mirror under a path', 'http://mirror/feeds/', 'http://mirror/feeds/publik/prakiraan-cuaca?adm4=32.04.05.2001'],
])('asks at %s', (_, base, expected) => {
  expect(atBase(URL, base)).toBe(expected)
})

it('records where it asked without what may be secret', () => {
  expect(originOf('https://user:secret@host/path?key=secret#x')).toBe('https://host/path')
})
