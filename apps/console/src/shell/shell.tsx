import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { NavLink } from 'react-router'
import type { Me, PartHealth, ReplayRun } from '#libs/contract'
import { remove } from '../api'
import { useLive } from '../live'
import { useSituation } from '../queries'
import { chooseLanguage, language, lookup, messages } from '../text'
import { clockTime, date, dateTime, useNow, zoneName } from '../time'
import { word } from '../words'
import styles from './shell.module.css'
import en from './strings.en.json'
import id from './strings.id.json'

const t = messages(id, en)
const shellWord = lookup(id, en)

const ROOMS = [
  { room: 'peta', to: '/', icon: 'M3 6l6-2.5l6 2.5l6-2.5v15l-6 2.5l-6-2.5l-6 2.5zM9 3.5v15M15 6v15' },
  { room: 'keputusan', to: '/keputusan', icon: 'M4 12.5l5 5L20 6.5' },
  { room: 'kiriman', to: '/kiriman', icon: 'M3 11.5L21 3l-6 18l-3.5-7z' },
  { room: 'telepon', to: '/telepon', icon: 'M7 2.5h10v19H7zM11 18.5h2' },
  { room: 'laporan', to: '/laporan', icon: 'M4 4h16v12H9l-5 4.5zM8 8.5h8M8 12h5' },
  { room: 'replay', to: '/replay', icon: 'M4 12a8 8 0 1 0 2.6-5.9M4 3.5v4.5h4.5M10.5 9l4.5 3l-4.5 3z' },
] as const

export function Shell({ me, children }: { me: Me; children: ReactNode }) {
  const client = useQueryClient()
  useLive(client)
  const situation = useSituation()
  const now = useNow()
  const current = situation.data
  const waiting = current?.warnings.filter((warning) => warning.state === 'draft' || warning.state === 'submitted').length ?? 0
  const broken = current?.health.filter((part) => !part.ok) ?? []

  const signOut = async (): Promise<void> => {
    await remove<unknown>('/session').catch(() => undefined)
    client.clear()
    window.location.assign('/')
  }

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
            <svg
              viewBox="0 0 24 24"
              width={24}
              height={24}
              fill="none"
              stroke="currentColor"
              strokeWidth="2"
              strokeLinejoin="round"
              strokeLinecap="round"
            >
              <path d={icon} />
            </svg>
            <span>{t(`nav.${room}`)}</span>
            {room === 'keputusan' && waiting > 0 ? <b className={styles.badge}>{waiting}</b> : null}
          </NavLink>
        ))}
        <div className={styles.foot}>
          <div>{me.fullName}</div>
          <small>{shellWord(`role.${me.role}`)}</small>
          <button className="quiet" data-testid="sign-out" onClick={() => void signOut()}>
            {t('sign-out')}
          </button>
          <button className={styles.language} onClick={() => chooseLanguage(language === 'id' ? 'en' : 'id')}>
            {t('language')}
          </button>
        </div>
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
        <header className={styles.top}>
          <div className={styles.region}>{current?.region ?? ''}</div>
          {current?.replay ? <ReplayState run={current.replay} /> : null}
          <div className={styles.gap} />
          <NavLink to="/keputusan" className={waiting > 0 ? styles.waiting : styles.calm}>
            {waiting > 0 ? t('waiting', { n: waiting }) : t('waiting.none')}
          </NavLink>
          {current ? (
            <div className={styles.clock}>
              <span>{date(now)}</span>
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

function Broken({ parts }: { parts: PartHealth[] }) {
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

function ReplayState({ run }: { run: ReplayRun }) {
  if (run.state === 'failed') return <div className={styles.replayBad}>{t('replay.failed', { failure: run.failure ?? '' })}</div>
  if (run.state === 'done' || run.state === 'stopped') return null
  const at = run.at ? dateTime(run.at) : '…'
  if (run.waitingForDecision) return <div className={styles.replayWaits}>{t('replay.waiting', { at })}</div>
  return <div className={styles.replay}>{run.state === 'waiting' ? t('replay.starting') : t('replay.running', { at })}</div>
}
