/** A number as lists and logs may show it: `+62800****1234`. Short numbers show their last two digits only. */
export function maskPhone(phone: string): string {
  if (phone.length < 11) return `****${phone.slice(-2)}`
  return `${phone.slice(0, 6)}****${phone.slice(-4)}`
}
