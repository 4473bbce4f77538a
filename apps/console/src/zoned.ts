const MS_PER_MINUTE = 60_000
const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/

/** What the clocks of a zone show, to the minute, as a date-time field takes it: "2020-01-01T02:40". */
export function toLocal(at: number, zone: string): string {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  return `${parts['year']}-${parts['month']}-${parts['day']}T${parts['hour']}:${parts['minute']}`
}

/** The instant (ms) at which the clocks of a zone show `text`; null when it is no time, or one those clocks never show. */
export function fromLocal(text: string, zone: string): number | null {
  const asUtc = LOCAL.test(text) ? Date.parse(`${text}Z`) : Number.NaN
  if (Number.isNaN(asUtc)) return null
  const ahead = (at: number): number => Date.parse(`${toLocal(at, zone)}Z`) - Math.floor(at / MS_PER_MINUTE) * MS_PER_MINUTE
  const guess = asUtc - ahead(asUtc)
  const at = asUtc - ahead(guess)
  return toLocal(at, zone) === text ? at : null
}
