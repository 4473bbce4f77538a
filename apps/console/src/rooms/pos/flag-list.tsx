import type { StationDetail } from '#libs/contract'
import { useNow } from '../../time'
import { level, number, sourceName } from '../../words'
import { type Flag, needsDecision } from './flags'
import styles from './room.module.css'
import { evidenceWords, ruleWord, span, t } from './words'

const mm = (value: number): string => `${number(Math.round(value * 10) / 10)} mm`

/** Levels or rain of a flag: one number, or from the lowest to the highest. */
export function valuesOf({ parameter, lowest, highest }: Flag, unit: StationDetail['displayUnit']): string {
  const words = (value: number): string => (parameter === 'rain' ? mm(value) : level(value, unit))
  return lowest === highest ? words(lowest) : `${words(lowest)} – ${words(highest)}`
}

/** All that was held back, newest first; picking one shows it on the chart and puts it into the form. */
export function FlagList(props: { station: StationDetail; flags: Flag[]; picked: string | null; onPick: (flag: Flag) => void }) {
  const { station, flags, picked, onPick } = props
  const now = useNow()
  return (
    <section className={`panel ${styles.flags}`} aria-label={t('flags')}>
      <h2>
        {t('flags')} <small>{flags.length > 0 ? number(flags.length) : ''}</small>
      </h2>
      {flags.length === 0 ? <p className="muted">{t('flags.none')}</p> : null}
      <ul>
        {flags.map((flag) => (
          <li key={flag.id}>
            <button
              className={styles.flag}
              data-testid="flag"
              data-decide={needsDecision(flag)}
              aria-pressed={picked === flag.id}
              onClick={() => onPick(flag)}
            >
              <b>
                {needsDecision(flag) ? '◆' : flag.rule === 'override' ? '□' : '○'} {ruleWord(flag.rule)}
              </b>
              <span>
                {span(flag, now)} · {valuesOf(flag, station.displayUnit)}
              </span>
              <small>
                {[
                  evidenceWords(flag.rule, flag.evidence, station.displayUnit),
                  flag.count > 1 ? t('flag.count', { n: number(flag.count) }) : null,
                  flag.standing === 'secondary' && flag.source !== null ? t('flag.secondary', { name: sourceName(flag.source) }) : null,
                ]
                  .filter((part) => part !== null)
                  .join(' · ')}
              </small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
