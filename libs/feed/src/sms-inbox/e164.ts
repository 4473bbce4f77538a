const INDONESIA = '62'
/** As the contacts hold them. */
const E164 = /^\+[1-9]\d{7,14}$/

/**
 * A sender's number in the form contacts are kept in; a number without its country is Indonesian.
 * @returns undefined for what is no telephone: a service name, a short code
 */
export function e164(sender: string): string | undefined {
  const digits = sender.replaceAll(/[\s().-]/g, '')
  const number = digits.startsWith('00')
    ? `+${digits.slice(2)}`
    : digits.startsWith('0')
      ? `+${INDONESIA}${digits.slice(1)}`
      : digits.startsWith(INDONESIA) || digits.startsWith('8')
        ? `+${digits.startsWith('8') ? INDONESIA : ''}${digits}`
        : digits
  return E164.test(number) ? number : undefined
}
