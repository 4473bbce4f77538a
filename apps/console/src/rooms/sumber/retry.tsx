import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { FeedDetail, FeedView } from '#libs/contract'
import { post, refusalText } from '../../api'
import { answerSince } from './answer-since'
import styles from './room.module.css'
import { said, t } from './words'

const LOOK_AGAIN_MS = 2_000
const PATIENCE_MS = 40_000

/** Asks the source now. That it was asked is no success: its next answer is waited for, and said. */
export function Retry({ feed, may }: { feed: FeedDetail; may: boolean }) {
  const client = useQueryClient()
  /** The newest answer when it was asked; null while nobody asked. */
  const [before, setBefore] = useState<string | null>(null)
  const [isSlow, setSlow] = useState(false)
  const { source } = feed
  const ask = useMutation({
    mutationFn: () => post<FeedView[]>(`/feeds/${encodeURIComponent(source)}/retry`),
    onSuccess: (feeds) => client.setQueryData(['feeds'], feeds),
    onError: () => setBefore(null),
  })
  const answer = before === null ? undefined : answerSince(feed.payloads, before)
  const isWaiting = before !== null && answer === undefined && !isSlow

  useEffect(() => {
    if (!isWaiting) return undefined
    const look = setInterval(() => void client.invalidateQueries({ queryKey: ['feed', source] }), LOOK_AGAIN_MS)
    const giveUp = setTimeout(() => setSlow(true), PATIENCE_MS)
    return () => {
      clearInterval(look)
      clearTimeout(giveUp)
    }
  }, [isWaiting, client, source])

  if (!may) return <small>{t('retry.not-allowed')}</small>
  const start = (): void => {
    setBefore(feed.payloads[0]?.at ?? '')
    setSlow(false)
    ask.mutate()
  }
  const isGood = answer?.outcome === 'taken' || answer?.outcome === 'unchanged'
  return (
    <div className={styles.retry}>
      {ask.isError ? (
        <span className="bad" role="alert">
          {t('retry.failed', { why: refusalText(ask.error) })}
        </span>
      ) : null}
      {answer !== undefined && !isGood ? (
        <span className="bad" role="alert">
          {t('retry.still', { why: answer.detail === null ? t('retry.still.unsaid') : said(answer.detail, source) })}
        </span>
      ) : null}
      {isGood ? <span role="status">✓ {t('retry.done')}</span> : null}
      {isSlow && answer === undefined ? <span role="status">{t('retry.slow')}</span> : null}
      <button className="primary" data-testid="retry-source" disabled={isWaiting || ask.isPending} onClick={start}>
        {isWaiting ? t('retry.busy') : t('retry')}
      </button>
    </div>
  )
}
