import type { FeedState } from '#libs/contract'
import { word } from './words'

const COLOURS: Record<FeedState, string> = {
  dead: '#f5353f',
  stale: '#ff8a1f',
  late: '#f7d038',
  waiting: '#5aa9ff',
  ok: '#37cf86',
  off: '#8a9bac',
}

const GLYPHS: Record<FeedState, string> = {
  dead: 'M8 8l8 8M16 8l-8 8',
  stale: 'M8 6.5h8M8 17.5h8M9 6.5c0 3 1.5 4 3 5.5c1.5-1.5 3-2.5 3-5.5M9 17.5c0-3 1.5-4 3-5.5c1.5 1.5 3 2.5 3 5.5',
  late: 'M12 7v5.5l3.5 2',
  waiting: 'M7 12h.01M12 12h.01M17 12h.01',
  ok: 'M7.5 12.5l3.2 3.2l6-7',
  off: 'M9.5 8v8M14.5 8v8',
}

/** A plate with a sign of its own per state, so that colour is never the only sign; square, so that no severity looks like it. */
export function FeedStateIcon({ state, rem = 1.5 }: { state: FeedState; rem?: number }) {
  return (
    <svg viewBox="0 0 24 24" width={`${rem}rem`} height={`${rem}rem`} aria-hidden="true" style={{ flex: 'none', display: 'block' }}>
      <rect x="1.5" y="1.5" width="21" height="21" rx="5.5" fill={COLOURS[state]} />
      <path
        d={GLYPHS[state]}
        fill="none"
        stroke={state === 'dead' ? '#fff' : '#10151b'}
        strokeWidth={state === 'waiting' ? 3.2 : 2.3}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}

export const feedStateWord = (state: FeedState): string => word(`feed.${state}`)

export function FeedStateTag({ state, large = false }: { state: FeedState; large?: boolean }) {
  return (
    <span className={large ? 'feed-state feed-state-large' : 'feed-state'} data-state={state}>
      <FeedStateIcon state={state} rem={large ? 2.25 : 1.5} />
      <b>{feedStateWord(state)}</b>
    </span>
  )
}
