import type { WarningDetail } from '#libs/contract'
import { messages } from '../../text'
import { clockTime } from '../../time'
import { number, roleWord } from '../../words'
import styles from './room.module.css'
import en from './strings.en.json'
import id from './strings.id.json'

const t = messages(id, en)

/** How many will be told, by role. */
export function People({ warning }: { warning: WarningDetail }) {
  const total = warning.people.reduce((sum, { count }) => sum + count, 0)
  return (
    <section className="panel stack">
      <h3>{t('people')}</h3>
      <div className={styles.people}>
        <div>
          <b>{number(total)}</b>
          <small>{t('people.total')}</small>
        </div>
        {warning.people.map(({ role, count }) => (
          <div key={role}>
            <b>{number(count)}</b>
            <small>{roleWord(role)}</small>
          </div>
        ))}
      </div>
    </section>
  )
}

/** The villages that will be told, and those that are left out. */
export function Areas({ warning }: { warning: WarningDetail }) {
  const told = warning.areas.filter(({ withheld }) => !withheld)
  return (
    <section className="panel stack">
      <h3>
        {t('areas')}: {told.length}
      </h3>
      <table className={`stacked ${styles.areas}`}>
        <thead>
          <tr>
            <th>{t('area')}</th>
            <th>{t('arrival')}</th>
            <th className="n">{t('contacts')}</th>
            <th>{t('kades')}</th>
          </tr>
        </thead>
        <tbody>
          {warning.areas.map((area) => (
            <tr key={area.code} className={area.withheld ? styles.withheld : undefined}>
              <td data-label={t('area')}>
                <b>{area.name}</b>
                {area.withheld ? <div className="doubt">{t('withheld')}</div> : null}
              </td>
              <td data-label={t('arrival')}>{area.expectedArrivalAt ? clockTime(area.expectedArrivalAt) : '–'}</td>
              <td data-label={t('contacts')} className="n">
                {number(area.contacts)}
              </td>
              <td data-label={t('kades')}>{area.kades > 0 ? number(area.kades) : <span className="bad">✕ {t('no-kades')}</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
