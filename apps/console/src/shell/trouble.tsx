import { Link } from 'react-router'
import type { PartHealth, Situation } from '#libs/contract'
import { countStates, worstState } from '../feed-state'
import { FeedStateIcon, feedStateWord } from '../feed-state-tag'
import { messages } from '../text'
import { clockTime } from '../time'
import { sourceName, t as common, word } from '../words'
import styles from './shell.module.css'
import en from './strings.en.json'
import id from './strings.id.json'

const t = messages(id, en)

/** Parts of the installation itself that are broken. */
export function Broken({ parts }: { parts: PartHealth[] }) {
  return (
    <div className={styles.broken} role="alert" data-testid="health-banner">
      {parts.map((part) => (
        <div key={part.part}>
          <b>
            {t('health.broken')}: {word(`part.${part.part}`)}
          </b>{' '}
          {part.detail}
          {part.failingSince ? ` (${t('health.since', { at: clockTime(part.failingSince) })})` : ''}
        </div>
      ))}
    </div>
  )
}

/**
 * Sources that are late, stale or dead, on every screen: a decision is made knowing what is not known. Grouped by state, worst first;
 * on a phone only how many.
 */
export function FeedStrip({ feeds }: { feeds: Situation['feeds'] }) {
  return (
    <Link to="/sumber" className={styles.feeds} data-state={worstState(feeds) ?? undefined} data-testid="feed-strip">
      <b>{t('feeds')}</b>
      {countStates(feeds).map(({ state, count }) => (
        <span key={state}>
          <FeedStateIcon state={state} rem={1.125} />
          <span className={styles.many}>{count}</span>
          <b>{feedStateWord(state)}</b>
          <span className={styles.names}>
            {feeds
              .filter((feed) => feed.state === state)
              .map(({ source, since }) =>
                since === null ? sourceName(source) : `${sourceName(source)} ${common('since', { at: clockTime(since) })}`,
              )
              .join(', ')}
          </span>
        </span>
      ))}
    </Link>
  )
}
