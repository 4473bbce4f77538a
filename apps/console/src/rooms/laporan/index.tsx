import type { Report } from '#libs/contract'
import { refusalText } from '../../api'
import { useReports } from '../../queries'
import { lookup, messages } from '../../text'
import { ageOf, clockTime, useNow } from '../../time'
import { roleWord, t as common } from '../../words'
import styles from './room.module.css'
import en from './strings.en.json'
import id from './strings.id.json'

const t = messages(id, en)
const reportWord = lookup(id, en)

export function Laporan() {
  const { data: reports, error } = useReports()
  const now = useNow()
  if (reports === undefined) return <p className="page">{error ? refusalText(error) : common('loading')}</p>
  return (
    <div className="page">
      <div>
        <h1>{t('title')}</h1>
        <p className="muted">{t('explain')}</p>
      </div>
      {reports.length === 0 ? (
        <p className="muted">{t('none')}</p>
      ) : (
        <div className="panel">
          <table className="stacked">
            <thead>
              <tr>
                <th>{t('at')}</th>
                <th>{t('place')}</th>
                <th>{t('what')}</th>
                <th className="n">{t('depth')}</th>
                <th>{t('text')}</th>
                <th>{t('who')}</th>
                <th>{t('state')}</th>
              </tr>
            </thead>
            <tbody>
              {reports.map((report) => (
                <ReportRow key={report.id} report={report} now={now} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  )
}

function ReportRow({ report, now }: { report: Report; now: number }) {
  return (
    <tr data-testid="report">
      <td data-label={t('at')}>
        <b>{clockTime(report.reportedAt)}</b>
        <div className="muted">{common('age', { age: ageOf(report.reportedAt, now) })}</div>
      </td>
      <td data-label={t('place')}>
        <b>{report.village ?? t('unknown-place')}</b>
        {report.rt !== null || report.rw !== null ? (
          <div className="muted">{t('rt-rw', { rt: report.rt ?? '?', rw: report.rw ?? '?' })}</div>
        ) : null}
      </td>
      <td data-label={t('what')}>{reportWord(`type.${report.type}`, report.type)}</td>
      <td data-label={t('depth')} className="n">
        {report.depthCm === null ? <small>{t('depth.unknown')}</small> : <b className={styles.depth}>{report.depthCm} cm</b>}
      </td>
      <td data-label={t('text')} className={styles.words}>
        {report.text}
      </td>
      <td data-label={t('who')}>
        {report.reporter ?? t('unknown-reporter')}
        <div className="muted">
          {report.role ? `${roleWord(report.role)} ` : ''}
          {report.phone ?? ''}
        </div>
      </td>
      <td data-label={t('state')}>
        <span className="chip">{reportWord(`state.${report.state}`, report.state)}</span>
      </td>
    </tr>
  )
}
