import type { FeedDetail } from '#libs/contract'
import { ageOf, clockTime, date, useNow } from '../../time'
import { number, t as common } from '../../words'
import styles from './room.module.css'
import { said, t } from './words'

const HASH_SHOWN = 10
const KIB = 1024

const size = (bytes: number | null): string =>
  bytes === null ? '–' : bytes < KIB ? `${number(bytes)} B` : `${number(Math.round(bytes / KIB))} KiB`

function When({ at }: { at: string }) {
  const now = useNow()
  return (
    <>
      <b>{clockTime(at, true)}</b> {date(at) === date(now) ? null : <small>{date(at)}</small>}
      <div className="muted">{common('age', { age: ageOf(at, now) })}</div>
    </>
  )
}

const Hash = ({ hash }: { hash: string | null }) =>
  hash === null ? (
    <>–</>
  ) : (
    <code className={styles.hash} title={hash}>
      {hash.slice(0, HASH_SHOWN)}
    </code>
  )

const MARKS = { taken: '✓', unchanged: '=', unusable: '✕', failed: '!' } as const

export function Payloads({ feed }: { feed: FeedDetail }) {
  return (
    <section className="panel stack" data-testid="payloads">
      <h2>
        {t('payloads')} <small>{feed.payloads.length > 0 ? t('newest', { n: feed.payloads.length }) : ''}</small>
      </h2>
      {feed.payloads.length === 0 ? (
        <p className="muted">{t('payloads.none')}</p>
      ) : (
        <table className="stacked">
          <thead>
            <tr>
              <th>{t('at')}</th>
              <th>{t('outcome')}</th>
              <th className="n">{t('size')}</th>
              <th>{t('hash')}</th>
              <th>{t('detail')}</th>
            </tr>
          </thead>
          <tbody>
            {feed.payloads.map(({ at, outcome, bytes, hash, detail }, i) => (
              <tr key={`${at} ${String(i)}`}>
                <td data-label={t('at')}>
                  <When at={at} />
                </td>
                <td data-label={t('outcome')}>
                  <span className={styles.outcome} data-outcome={outcome}>
                    {MARKS[outcome]} {t(`outcome.${outcome}`)}
                  </span>
                </td>
                <td className="n" data-label={t('size')}>
                  {size(bytes)}
                </td>
                <td data-label={t('hash')}>
                  <Hash hash={hash} />
                </td>
                <td data-label={t('detail')} className={styles.free}>
                  {detail === null ? '' : said(detail, feed.source)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

export function Rejects({ feed }: { feed: FeedDetail }) {
  return (
    <section className="panel stack" data-testid="rejects">
      <h2>
        {t('rejects')} <small>{feed.rejects.length > 0 ? t('newest', { n: feed.rejects.length }) : ''}</small>
      </h2>
      {feed.rejects.length === 0 ? (
        <p className="muted">{t('rejects.none')}</p>
      ) : (
        <table className="stacked">
          <thead>
            <tr>
              <th>{t('at')}</th>
              <th>{t('item')}</th>
              <th>{t('field')}</th>
              <th>{t('reason')}</th>
              <th>{t('hash')}</th>
            </tr>
          </thead>
          <tbody>
            {feed.rejects.map(({ at, item, field, reason, hash }, i) => (
              <tr key={`${at} ${item} ${String(i)}`}>
                <td data-label={t('at')}>
                  <When at={at} />
                </td>
                <td data-label={t('item')} className={`${styles.free} ${styles.item}`}>
                  {item}
                </td>
                <td data-label={t('field')}>{field ?? <small>{t('field.none')}</small>}</td>
                <td data-label={t('reason')} className={styles.free}>
                  {said(reason, feed.source)}
                </td>
                <td data-label={t('hash')}>
                  <Hash hash={hash} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
