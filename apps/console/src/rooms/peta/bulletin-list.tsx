import type { BulletinView } from '#libs/contract'
import { refusalText } from '../../api'
import { useNow } from '../../time'
import { number } from '../../words'
import styles from './bulletin.module.css'
import { byBearing, isReal } from './bulletins'
import { petaWord, t, validity } from './words'

interface Props {
  bulletins: BulletinView[] | undefined
  error: Error | null
  onOpen: (id: string) => void
}

/** What BMKG and other publishers say of the region, in their own words. */
export function BulletinList({ bulletins, error, onOpen }: Props) {
  return (
    <section data-testid="bulletins">
      <h2>{t('bulletins')}</h2>
      {error ? <p className="notice warn">{t('bulletins.failed', { why: refusalText(error) })}</p> : null}
      {bulletins?.length === 0 ? <p className="muted">{t('bulletins.none')}</p> : null}
      {bulletins?.toSorted(byBearing).map((bulletin) => (
        <Item key={bulletin.id} bulletin={bulletin} onOpen={() => onOpen(bulletin.id)} />
      ))}
    </section>
  )
}

function Item({ bulletin, onOpen }: { bulletin: BulletinView; onOpen: () => void }) {
  const now = useNow()
  const { type, attribution, state, title, villages, earthquake } = bulletin
  return (
    <button className={styles.item} data-testid="bulletin" data-state={state} onClick={onOpen}>
      <BulletinIcon type={type} />
      <span className={styles.body}>
        <b>{title}</b>
        <span className={styles.states}>
          {type === 'alert' ? <StateChip bulletin={bulletin} /> : null}
          <Unreal bulletin={bulletin} />
          <small>{validity(bulletin, now)}</small>
        </span>
        {earthquake === null ? null : <Tsunami bulletin={bulletin} />}
        <small>
          {type === 'alert' ? t(villages.length > 0 ? 'bulletin.villages' : 'bulletin.villages.none', { n: number(villages.length) }) : ''}
          {type === 'earthquake' && earthquake?.distanceKm !== null && earthquake?.distanceKm !== undefined
            ? t('quake.distance', { n: number(Math.round(earthquake.distanceKm)) })
            : ''}
        </small>
      </span>
      <span className={styles.credit}>{attribution}</span>
    </button>
  )
}

export const StateChip = ({ bulletin }: { bulletin: BulletinView }) => (
  <span className={styles.state} data-state={bulletin.state}>
    {t(`bulletin.state.${bulletin.state}`)}
  </span>
)

/** Test and exercise documents, so that nobody takes them for the real thing. */
export const Unreal = ({ bulletin }: { bulletin: BulletinView }) =>
  isReal(bulletin) ? null : <span className="chip warn">{petaWord(`bulletin.status.${bulletin.status}`, bulletin.status)}</span>

/** BMKG's own wording on tsunamis; where it said nothing of one, that it said nothing. */
export function Tsunami({ bulletin }: { bulletin: BulletinView }) {
  if (bulletin.earthquake === null) return null
  const { tsunami } = bulletin.earthquake
  return (
    <b className={styles.tsunami} data-tsunami={tsunami}>
      {tsunami === 'possible' ? '⚠ ' : ''}
      {t(`tsunami.${tsunami}`)}
    </b>
  )
}

const ICONS = {
  alert: 'M7 16.5a4.5 4.5 0 0 1 .6-8.95a5.5 5.5 0 0 1 10.5 1.2a3.9 3.9 0 0 1-.6 7.75M12.5 12l-2.5 4h3.5l-2 4.5',
  earthquake: 'M2 12h4l2-6l3.5 13l3-10l1.8 3H22',
} as const

const BulletinIcon = ({ type }: { type: BulletinView['type'] }) => (
  <svg
    viewBox="0 0 24 24"
    width="1.75rem"
    height="1.75rem"
    fill="none"
    stroke="#c79bff"
    strokeWidth="1.9"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    <path d={ICONS[type]} />
  </svg>
)
