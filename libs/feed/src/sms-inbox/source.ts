import type { FeedSource } from '../source'
import { LARGEST_SMS_PAYLOAD, parseSmsInbox, SMS_INBOX } from './parse'
import { resolveKeeper } from './resolve-keeper'

/** Water levels that gate-keepers text. The payloads hold telephone numbers and other people's messages, so they are kept for a month. */
export const smsInbox: FeedSource = {
  name: SMS_INBOX,
  attribution: 'Penjaga pintu air',
  largestBytes: LARGEST_SMS_PAYLOAD,
  retentionDays: 30,
  parse: parseSmsInbox,
  intake: 'push',
  resolve: resolveKeeper,
}
