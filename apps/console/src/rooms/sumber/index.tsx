import { Link } from 'react-router'
import type { FeedView } from '#libs/contract'
import { refusalText } from '../../api'
import { byTrouble, countStates } from '../../feed-state'
import { FeedStateIcon, FeedStateTag, feedStateWord } from '../../feed-state-tag'
import { useFeeds } from '../../queries'
import { sourceName, t as common } from '../../words'
import { Counts, everyWords, Facts, Since } from './facts'
import styles from './room.module.css'
import { said, t } from './words'

export function Sumber() {
  const { data: feeds, error } = useFeeds()
  if (feeds === undefined) return <p className="page">{error ? refusalText(error) : common('loading')}</p>
  return (
    <div className="page" data-testid="sources">
      <div className="row spread">
        <div>
          <h1>{t('title')}</h1>
          <p className="muted">{t('explain')}</p>
        </div>
        <div className={styles.states}>
          {countStates(feeds).map(({ state, count }) => (
            <span key={state} className="feed-state feed-state-large" data-state={state}>
              <FeedStateIcon state={state} rem={2} />
              <b>{count}</b> {feedStateWord(state)}
            </span>
          ))}
        </div>
      </div>
      {error ? <p className="notice">{refusalText(error)}</p> : null}
      {feeds.length === 0 ? <p className="muted">{t('none')}</p> : null}
      <div className={styles.sources}>
        {feeds.toSorted(byTrouble).map((feed) => (
          <SourceCard key={feed.source} feed={feed} />
        ))}
      </div>
    </div>
  )
}

function SourceCard({ feed }: { feed: FeedView }) {
  return (
    <Link to={`/sumber/${feed.source}`} className={styles.source} data-state={feed.state} data-testid="source">
      <div className="row spread">
        <FeedStateTag state={feed.state} large />
        <Since feed={feed} />
      </div>
      <div>
        <h2>{sourceName(feed.source)}</h2>
        <small>
          {feed.source} · {t(`intake.${feed.intake}`)}, {everyWords(feed)}
        </small>
      </div>
      {feed.detail === null ? null : <p className={styles.detail}>{said(feed.detail, feed.source)}</p>}
      <Facts feed={feed} />
      <Counts feed={feed} />
      <small className={styles.credit}>{t('credit', { name: feed.attribution })}</small>
    </Link>
  )
}
