import type { BulletinView } from '#libs/contract'
import { lookup, messages } from '../../text'
import { clockTime, date, duration } from '../../time'
import en from './strings.en.json'
import id from './strings.id.json'

export const t = messages(id, en)
export const petaWord = lookup(id, en)

const moment = (at: string, now: number): string => (date(at) === date(now) ? clockTime(at) : `${date(at)} ${clockTime(at)}`)

/** From when, until when, or since when a bulletin speaks; an end that has passed is said to have passed. */
export function validity({ type, state, sentAt, effectiveAt, expiresAt }: BulletinView, now: number): string {
  if (type === 'earthquake') return t('bulletin.occurred', { at: moment(sentAt, now), age: duration(now - Date.parse(sentAt)) })
  if (state === 'not-yet-effective' && effectiveAt !== null) {
    const ahead = Date.parse(effectiveAt) - now
    const from = t('bulletin.from', { at: moment(effectiveAt, now) })
    const until = expiresAt === null ? '' : ` ${t('bulletin.until', { at: moment(expiresAt, now) })}`
    return `${from}${ahead > 0 ? ` (${t('bulletin.in', { time: duration(ahead) })})` : ''}${until}`
  }
  if (expiresAt === null) return t('bulletin.no-end')
  const left = Date.parse(expiresAt) - now
  const at = moment(expiresAt, now)
  return left > 0 ? t('bulletin.left', { at, time: duration(left) }) : t('bulletin.past', { at })
}
