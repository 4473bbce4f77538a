import { bmkgForecast } from './source'

const now = new Date('2027-01-05T13:00:00Z')
const hoursAgo = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000)
const asked = async (codes: string[], newest: [string, Date][]): Promise<string[]> => {
  const context = { now, villageCodes: async () => codes, newestAnalysis: async () => new Map(newest) }
  return ((await bmkgForecast.poll?.requests(context)) ?? []).map(({ url }) => url)
}
const of = (code: string): string => `https://api.bmkg.go.id/publik/prakiraan-cuaca?adm4=${code}`

it('asks for the villages without a forecast first, then for the oldest, and for none that has the newest', async () => {
  const newest: [string, Date][] = [
    ['31.74.04.1001', hoursAgo(13)],
    ['31.74.04.1002', hoursAgo(12)],
    ['31.74.04.1003', hoursAgo(25)],
    ['31.74.04.1005', hoursAgo(1)],
  ]
  expect(
    await asked(['31.74.04.1001', '31.74.04.1002', '31.74.04.1003', '31.74.04.1004', '31.74.04.1005', '31.74.04.1006'], newest),
  ).toEqual(['31.74.04.1004', '31.74.04.1006', '31.74.04.1003', '31.74.04.1001'].map(of))
})

it('asks for nothing where there is no village', async () => expect(await asked([], [])).toEqual([]))

it("stays under BMKG's sixty requests a minute", () => expect(bmkgForecast.poll?.requestsPerMinute).toBeLessThan(60))
