import type { BulletinView } from '#libs/contract'
import { Actions, Modal } from '../../dialog'
import { ageOf, dateTime, useNow } from '../../time'
import { number, sourceName, t as common } from '../../words'
import { StateChip, Tsunami, Unreal } from './bulletin-list'
import styles from './bulletin.module.css'
import { mmi } from './bulletins'
import { petaWord, t, validity } from './words'

/** A bulletin whole: the publisher's text as it is, its terms in words, and where it reaches. */
export function BulletinDialog({ bulletin, onClose }: { bulletin: BulletinView; onClose: () => void }) {
  const now = useNow()
  const { title, attribution, source, text, instruction, villages, earthquake, sentAt } = bulletin
  return (
    <Modal onNo={onClose}>
      <div className="row spread">
        <span className={styles.credit}>{attribution}</span>
        <small>
          {t('bulletin.sent', { at: dateTime(sentAt) })} ({common('age', { age: ageOf(sentAt, now) })})
        </small>
      </div>
      <h1>{title}</h1>
      <div className={styles.states}>
        {bulletin.type === 'alert' ? <StateChip bulletin={bulletin} /> : null}
        <Unreal bulletin={bulletin} />
        <span>{validity(bulletin, now)}</span>
      </div>
      {earthquake === null ? null : <Quake bulletin={bulletin} earthquake={earthquake} />}
      {text === null ? null : <p className={styles.text}>{text}</p>}
      {instruction === null ? null : (
        <div>
          <h3>{t('bulletin.instruction')}</h3>
          <p className={styles.text}>{instruction}</p>
        </div>
      )}
      <Terms bulletin={bulletin} />
      {bulletin.type === 'alert' ? (
        <div>
          <h3>{t('bulletin.where', { n: number(villages.length) })}</h3>
          <p className={styles.names}>
            {villages.length === 0 ? t('bulletin.villages.none') : villages.map(({ name }) => name).join(', ')}
          </p>
        </div>
      ) : null}
      <small>{t('bulletin.credit', { name: attribution, source: sourceName(source) })}</small>
      <Actions>
        <button autoFocus onClick={onClose}>
          {t('close')}
        </button>
      </Actions>
    </Modal>
  )
}

const TERMS = ['severity', 'urgency', 'certainty'] as const

/** In the officer's language, with the publisher's own word beside it. */
function Terms({ bulletin }: { bulletin: BulletinView }) {
  const given = TERMS.flatMap((term) => {
    const said = bulletin[term]
    return said === null ? [] : [{ term, said }]
  })
  if (given.length === 0) return null
  return (
    <dl className={styles.terms}>
      {given.map(({ term, said }) => (
        <div key={term}>
          <dt>{t(`cap.${term}`)}</dt>
          <dd>
            <b>{petaWord(`cap.${term}.${said}`, said)}</b> <small>{said}</small>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Quake({ bulletin, earthquake }: { bulletin: BulletinView; earthquake: NonNullable<BulletinView['earthquake']> }) {
  const { magnitude, depthKm, distanceKm, felt } = earthquake
  return (
    <>
      <div className={styles.quake}>
        <b>M {number(magnitude)}</b>
        <span>{depthKm === null ? t('quake.depth.unknown') : t('quake.depth', { n: number(depthKm) })}</span>
        <span>{distanceKm === null ? '' : t('quake.distance', { n: number(Math.round(distanceKm)) })}</span>
      </div>
      <Tsunami bulletin={bulletin} />
      <div>
        <h3>{t('quake.felt')}</h3>
        <p>{felt.length === 0 ? t('quake.felt.none') : felt.map(({ place, low, high }) => `${mmi(low, high)} ${place}`).join(', ')}</p>
      </div>
      <p className="muted">{t('quake.author')}</p>
    </>
  )
}
