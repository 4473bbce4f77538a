import { framesOf, Incoming, int32, listenOf, message, renamed, text } from './pg-wire'

const frame = (bytes: Buffer) => ({ type: String.fromCharCode(bytes[0] as number), bytes })

describe('listening', () => {
  it.each([
    ['listen news', { listens: true, channel: 'news' }],
    ['LISTEN News;', { listens: true, channel: 'news' }],
    ['listen "Odd ""name"""', { listens: true, channel: 'Odd "name"' }],
    ['-- a note first\nLISTEN news', { listens: true, channel: 'news' }],
    ['/* a note */ unlisten news', { listens: false, channel: 'news' }],
    ['unlisten *', { listens: false }],
    ["select 'listen news'", undefined],
    ['listen news; select 1', undefined],
  ])('%s', (statement, expected) => expect(listenOf(statement)).toEqual(expected))
})

describe('names of statements and portals', () => {
  it('are kept apart by client, the unnamed one stays unnamed', () => {
    expect(renamed(frame(message('P', text('s'), text('select 1'), Buffer.alloc(2))), 'c1_')).toEqual(
      message('P', text('c1_s'), text('select 1'), Buffer.alloc(2)),
    )
    expect(renamed(frame(message('P', text(''), text('select 1'))), 'c1_')).toEqual(message('P', text(''), text('select 1')))
    expect(renamed(frame(message('B', text('p'), text('s'), Buffer.alloc(6))), 'c1_')).toEqual(
      message('B', text('c1_p'), text('c1_s'), Buffer.alloc(6)),
    )
    expect(renamed(frame(message('D', Buffer.from('S'), text('s'))), 'c1_')).toEqual(message('D', Buffer.from('S'), text('c1_s')))
    expect(renamed(frame(message('E', text('p'), int32(0))), 'c1_')).toEqual(message('E', text('c1_p'), int32(0)))
    expect(renamed(frame(message('Q', text('select 1'))), 'c1_')).toEqual(message('Q', text('select 1')))
  })
})

describe('incoming bytes', () => {
  it('are given back message by message, however they were cut', () => {
    const sent = Buffer.concat([message('Q', text('select 1')), message('S')])
    const incoming = new Incoming(1_000)
    const seen: string[] = []
    for (const byte of sent) {
      incoming.push(Buffer.from([byte]))
      for (let next = incoming.next(); next; next = incoming.next()) seen.push(next.type)
    }
    expect(seen).toEqual(['Q', 'S'])
  })

  it('refuse a length that no message has', () => {
    const incoming = new Incoming(1_000)
    incoming.push(Buffer.from([0x51, 0x7f, 0xff, 0xff, 0xff]))
    expect(() => incoming.next()).toThrow(RangeError)
  })

  it('begin with the parameters of the client', () => {
    const body = Buffer.concat([int32(196_608), text('user'), text('k'), text('database'), text('d'), Buffer.from([0])])
    const incoming = new Incoming(1_000)
    incoming.push(Buffer.concat([int32(body.length + 4), body]))
    expect(incoming.opening()).toEqual({
      kind: 'startup',
      parameters: new Map([
        ['user', 'k'],
        ['database', 'd'],
      ]),
    })
  })
})

it('cuts a reply into its messages', () => {
  expect(framesOf(Buffer.concat([message('1'), message('Z', Buffer.from('I'))])).map((each) => each.type)).toEqual(['1', 'Z'])
})
