import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { NavLink } from 'react-router'
import type { Me, ReplayRun } from '#libs/contract'
import { useLive } from '../live'
import { useSituation } from '../queries'
import { isWaiting } from '../rooms/keputusan/urgency'
import { messages } from '../text'
import { clockTime, date, dateTime, useNow, zoneName } from '../time'
import { Account } from './account'
import { Broken, FeedStrip } from './trouble'
import styles from './shell.module.css'
import en from './strings.en.json'
import id from './strings.id.json'

const t = messages(id, en)

const ROOMS = [
  { room: 'peta', to: '/', icon: 'M3 6l6-2.5l6 2.5l6-2.5v15l-6 2.5l-6-2.5l-6 2.5zM9 3.5v15M15 6v15' },
  { room: 'keputusan', to: '/keputusan', icon: 'M4 12.5l5 5L20 6.5' },
  { room: 'kiriman', to: '/kiriman', icon: 'M3 11.5L21 3l-6 18l-3.5-7z' },
  { room: 'telepon', to: '/telepon', icon: 'M7 2.5h10v19H7zM11 18.5h2' },
  { room: 'laporan', to: '/laporan', icon: 'M4 4h16v12H9l-5 4.5zM8 8.5h8M8 12h5' },
  { room: 'sumber', to: '/sumber', icon: 'M5 19a2 2 0 1 0 .01 0M4 12a8 8 0 0 1 8 8M4 5a15 15 0 0 1 15 15' },
  { room: 'replay', to: '/replay', icon: 'M4 12a8 8 0 1 0 2.6-5.9M4 3.5v4.5h4.5M10.5 9l4.5 3l-4.5 3z' },
] as const

export function Shell({ me, children }: { me: Me; children: ReactNode }) {
  const client = useQueryClient()
  useLive(client)
  const situation = useSituation()
  const now = useNow()
  const current = situation.data
  const waiting = current?.warnings.filter(isWaiting).length ?? 0
  const feeds = current?.feeds ?? []
  const [accountOpen, setAccountOpen] = useState(false)
  const broken = current?.health.filter((part) => !part.ok) ?? []

  return (
    <div className={styles.shell}>
      <nav className={styles.nav}>
        <div className={styles.brand}>
          <img src="/kentongan.svg" alt="" width={34} height={34} />
          <b>{t('name')}</b>
        </div>
        {ROOMS.map(({ room, to, icon }) => (
          <NavLink
            key={room}
            to={to}
            end={to === '/'}
            data-testid={`nav-${room}`}
            className={({ isActive }) => (isActive ? styles.here : styles.link)}
          >
            <Icon path={icon} />
            <span>{t(`nav.${room}`)}</span>
            {room === 'keputusan' && waiting > 0 ? <b className={styles.badge}>{waiting}</b> : null}
            {room === 'sumber' && feeds.length > 0 ? <b className={styles.badge}>{feeds.length}</b> : null}
          </NavLink>
        ))}
        <button className={styles.accountButton} aria-expanded={accountOpen} onClick={() => setAccountOpen(!accountOpen)}>
          <Icon path="M12 12a4 4 0 1 0-.01 0M4.5 21a7.5 7.5 0 0 1 15 0" />
          <span>{t('account')}</span>
        </button>
        <Account me={me} open={accountOpen} />
      </nav>
      <div className={styles.main}>
        {current?.mode === 'exercise' ? (
          <div className={styles.drill} data-testid="drill-banner" role="status">
            <b>{t('drill')}</b>
            <span>{t('drill.said')}</span>
            <b>{t('drill')}</b>
          </div>
        ) : null}
        {situation.isError ? (
          <div className={styles.broken} role="alert">
            <b>{t('health.broken')}</b> {t('health.silent', { at: current ? clockTime(current.now) : '?' })}
          </div>
        ) : null}
        {broken.length > 0 ? <Broken parts={broken} /> : null}
        {feeds.length > 0 ? <FeedStrip feeds={feeds} /> : null}
        <header className={styles.top}>
          <div className={styles.region}>{current?.region ?? ''}</div>
          {current?.replay ? <ReplayState run={current.replay} /> : null}
          <div className={styles.gap} />
          <NavLink to="/keputusan" className={waiting > 0 ? styles.waiting : styles.calm}>
            {waiting > 0 ? t('waiting', { n: waiting }) : t('waiting.none')}
          </NavLink>
          {current ? (
            <div className={styles.clock}>
              <span className={styles.day}>{date(now)}</span>
              <b>{clockTime(now, true)}</b>
              <span>{zoneName()}</span>
            </div>
          ) : null}
        </header>
        <main className={styles.room}>{children}</main>
      </div>
    </div>
  )
}

const Icon = ({ path }: { path: string }) => (
  <svg
    viewBox="0 0 24 24"
    width="1.5rem"
    height="1.5rem"
    fill="none"
    stroke="currentColor"
    strokeWidth="2"
    strokeLinejoin="round"
    strokeLinecap="round"
    aria-hidden="true"
  >
    <path d={path} />
  </svg>
)

function ReplayState({ run }: { run: ReplayRun }) {
  if (run.state === 'failed') return <div className={styles.replayBad}>{t('replay.failed', { failure: run.failure ?? '' })}</div>
  if (run.state === 'done' || run.state === 'stopped') return null
  const at = run.at ? dateTime(run.at) : '…'
  if (run.waitingForDecision) return <div className={styles.replayWaits}>{t('replay.waiting', { at })}</div>
  return <div className={styles.replay}>{run.state === 'waiting' ? t('replay.starting') : t('replay.running', { at })}</div>
}
