import { cutIntoPolls } from './polls'

const HEADER = 'nama_pintu_air,lokasi,latitude,longitude,tanggal,tinggi_air,status_siaga'
const row = (post: string, time: string): string => `"${post}",Ciliwung,-6,106,"${time}",100,"Status : Normal"`

describe('cutting a recording into polls', () => {
  it('opens a poll at each later observation and keeps repeated older rows in it', () => {
    const polls = cutIntoPolls(
      [
        HEADER,
        row('A', '2020-01-01 00:10:00'),
        row('B', '2019-12-31 23:00:00'),
        row('A', '2020-01-01 00:40:00'),
        row('B', '2020-01-01 00:10:00'),
      ].join('\n'),
    )
    expect(polls.map((poll) => poll.at.toISOString())).toEqual(['2019-12-31T17:10:00.000Z', '2019-12-31T17:40:00.000Z'])
    expect(polls[0]?.payload.toString().split('\n')).toHaveLength(4) // header, two rows, end of file
    expect(polls[1]?.payload.toString()).toContain('"B"')
  })

  it('keeps a row without a readable time where it stands', () => {
    const polls = cutIntoPolls([HEADER, row('A', '2020-01-01 00:10:00'), row('B', 'yesterday')].join('\r\n'))
    expect(polls).toHaveLength(1)
    expect(polls[0]?.payload.toString()).toContain('yesterday')
  })

  it('answers nothing to an empty file', () => {
    expect(cutIntoPolls('')).toEqual([])
  })
})
