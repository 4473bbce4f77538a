import { Link, useParams } from 'react-router'
import type { Me } from '#libs/contract'
import { refusalText } from '../../api'
import { FeedStateTag } from '../../feed-state-tag'
import { useFeed } from '../../queries'
import { sourceName, t as common } from '../../words'
import { Counts, everyWords, Facts, Since } from './facts'
import { Payloads, Rejects } from './history'
import { Retry } from './retry'
import styles from './room.module.css'
import { said, t } from './words'

export function SumberSource({ me }: { me: Me }) {
  const { source = '' } = useParams()
  const { data: feed, error } = useFeed(source)
  if (feed === undefined)
    return (
      <div className="page">
        <p className={error ? 'notice' : undefined}>{error ? refusalText(error) : common('loading')}</p>
        <Back />
      </div>
    )
  return (
    <div className="page" data-testid="source-page">
      <div className="row spread">
        <div>
          <h1>{sourceName(feed.source)}</h1>
          <p className="muted">
            {feed.source} · {t(`intake.${feed.intake}`)}, {everyWords(feed)} · {t('credit', { name: feed.attribution })}
          </p>
        </div>
        <Back />
      </div>
      {error ? <p className="notice">{refusalText(error)}</p> : null}
      <section className={styles.source} data-state={feed.state}>
        <div className="row spread">
          <div className="row">
            <FeedStateTag state={feed.state} large />
            <Since feed={feed} />
          </div>
          {feed.intake === 'poll' && feed.state !== 'off' ? <Retry feed={feed} may={me.permissions.includes('draft')} /> : null}
        </div>
        {feed.detail === null ? null : <p className={styles.detail}>{said(feed.detail, feed.source)}</p>}
        <Facts feed={feed} />
        <Counts feed={feed} />
      </section>
      <div className={styles.histories}>
        <Payloads feed={feed} />
        <Rejects feed={feed} />
      </div>
    </div>
  )
}

const Back = () => (
  <div>
    <Link className="button" to="/sumber">
      {t('back')}
    </Link>
  </div>
)
