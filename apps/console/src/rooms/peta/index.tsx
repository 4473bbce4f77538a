import { useState } from 'react'
import type { BulletinView } from '#libs/contract'
import { refusalText } from '../../api'
import { useBulletins, useSituation, useZoneRain } from '../../queries'
import { t as common } from '../../words'
import { DecisionItem } from '../keputusan/decision-item'
import { byUrgency, isInForce, isWaiting } from '../keputusan/urgency'
import { BulletinDialog } from './bulletin-dialog'
import { BulletinList } from './bulletin-list'
import { InForce, Stations, Villages } from './lists'
import { SituationMap } from './map'
import { MapBoundary } from './map-parts'
import { RainPanel } from './rain-panel'
import styles from './room.module.css'
import { Summary } from './summary'
import { t } from './words'

const NO_BULLETINS: BulletinView[] = []

export function Peta() {
  const { data: situation, error } = useSituation()
  const bulletins = useBulletins()
  const rain = useZoneRain()
  const [shown, setShown] = useState<string | null>(null)
  if (situation === undefined) return <p className="page">{error ? refusalText(error) : common('loading')}</p>
  const waiting = situation.warnings.filter(isWaiting).toSorted(byUrgency)
  const inForce = situation.warnings.filter(isInForce).toSorted(byUrgency)
  const bulletin = bulletins.data?.find(({ id }) => id === shown)
  return (
    <div className={styles.peta}>
      <Summary situation={situation} waiting={waiting} inForce={inForce} />
      <div className={styles.halves}>
        <MapBoundary>
          <SituationMap situation={situation} bulletins={bulletins.data ?? NO_BULLETINS} onBulletin={setShown} />
        </MapBoundary>
        <div className={styles.list}>
          <section className={styles.decisions}>
            <h2>{t('decisions')}</h2>
            {waiting.length === 0 ? <p className="muted">{t('decide.none')}</p> : null}
            {waiting.map((warning) => (
              <DecisionItem key={warning.id} warning={warning} />
            ))}
          </section>
          <InForce warnings={inForce} />
          <BulletinList bulletins={bulletins.data} error={bulletins.error} onOpen={setShown} />
          <Villages villages={situation.villages} />
          <RainPanel zones={rain.data} error={rain.error} />
          <Stations stations={situation.stations} />
        </div>
      </div>
      {bulletin ? <BulletinDialog bulletin={bulletin} onClose={() => setShown(null)} /> : null}
    </div>
  )
}
