import type { ReactNode } from 'react'
import type { FeedView } from '#libs/contract'
import { ageOf, clockTime, date, duration, useNow } from '../../time'
import { number, t as common } from '../../words'
import styles from './room.module.css'
import { t } from './words'

const MS_PER_MINUTE = 60_000

/** How old, and when: the age is what is read at a glance. */
function Age({ at }: { at: string | null }) {
  const now = useNow()
  if (at === null) return <span className="muted">{common('age.none')}</span>
  const today = date(at) === date(now)
  return (
    <span>
      <b>{common('age', { age: ageOf(at, now) })}</b>{' '}
      <small>
        {today ? '' : `${date(at)} `}
        {clockTime(at)}
      </small>
    </span>
  )
}

function NextFetch({ at }: { at: string }) {
  const left = Date.parse(at) - useNow()
  return <span>{left > 0 ? t('next.in', { at: clockTime(at), time: duration(left) }) : t('next.at', { at: clockTime(at) })}</span>
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

export const everyWords = (feed: FeedView): string =>
  feed.expectedEveryMinutes === null ? t('every.unknown') : t('every', { time: duration(feed.expectedEveryMinutes * MS_PER_MINUTE) })

/** The ages of a source, and how often it failed. */
export function Facts({ feed }: { feed: FeedView }) {
  return (
    <dl className={styles.facts}>
      <Fact name={t('last-good')}>
        <Age at={feed.lastGoodAt} />
      </Fact>
      <Fact name={t('last-payload')}>
        <Age at={feed.lastPayloadAt} />
      </Fact>
      {feed.lastObservedAt !== null && (
        <Fact name={t('last-observed')}>
          <Age at={feed.lastObservedAt} />
        </Fact>
      )}
      <Fact name={t('failures')}>
        {feed.consecutiveFailures > 0 ? (
          <b className="bad">{t('failures.n', { n: number(feed.consecutiveFailures) })}</b>
        ) : (
          <span className="muted">{t('failures.none')}</span>
        )}
      </Fact>
      {feed.nextFetchAt === null ? null : (
        <Fact name={t('next-fetch')}>
          <NextFetch at={feed.nextFetchAt} />
        </Fact>
      )}
    </dl>
  )
}

export function Since({ feed }: { feed: Pick<FeedView, 'stateSince'> }) {
  const now = useNow()
  if (feed.stateSince === null) return null
  return (
    <small>
      {common('since', { at: clockTime(feed.stateSince) })} ({ageOf(feed.stateSince, now)})
    </small>
  )
}

const COUNTED = ['received', 'stored', 'duplicates', 'suspect', 'rejected'] as const

export function Counts({ feed }: { feed: FeedView }) {
  return (
    <ul className={styles.counts} aria-label={t('counts')}>
      {COUNTED.map((what) => (
        <li key={what} data-loud={feed[what] > 0 && (what === 'rejected' || what === 'suspect')}>
          <b>{number(feed[what])}</b> {t(what)}
        </li>
      ))}
    </ul>
  )
}
