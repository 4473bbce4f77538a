import type { StationDetail } from '#libs/contract'
import { ageOf, useNow } from '../../time'
import { t as common } from '../../words'
import { valuesOf } from './flag-list'
import type { Flag } from './flags'
import styles from './room.module.css'
import { evidenceWords, moment, t } from './words'

/** A step that stayed is held until a person says what moved: the river, or the instrument. */
export function DatumJump(props: { station: StationDetail; flag: Flag; may: boolean; onDecide: (quality: 'good' | 'suspect') => void }) {
  const { station, flag, may, onDecide } = props
  const now = useNow()
  const evidence = evidenceWords(flag.rule, flag.evidence, station.displayUnit)
  return (
    <section className={`notice warn ${styles.jump}`} role="alert" data-testid="datum-jump">
      <div>
        <h2>◆ {t('jump.title')}</h2>
        <p>
          {t('jump.what', { since: moment(flag.from, now), age: ageOf(flag.from, now), values: valuesOf(flag, station.displayUnit) })}
          {evidence === null ? '' : ` ${t('jump.evidence', { evidence })}`}
        </p>
        <p>{t('jump.held')}</p>
      </div>
      {may ? (
        <div className="row">
          <button data-testid="jump-true" onClick={() => onDecide('good')}>
            {t('jump.true')}
          </button>
          <button data-testid="jump-false" onClick={() => onDecide('suspect')}>
            {t('jump.false')}
          </button>
        </div>
      ) : (
        <small>{common('needs-operator')}</small>
      )}
    </section>
  )
}
