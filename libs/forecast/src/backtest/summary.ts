import type { BacktestReport, ComparedScores, Scores } from './report'

const COLUMNS = ['lead', 'hours', 'n', 'by', 'RMSE', 'MAE', 'NSE', 'PI', 'CRPS', '80 %', '90 %'] as const

/** The report as a table for a terminal. A dash stands where there is nothing to score. */
export function summaryOf(report: BacktestReport): string {
  const rows = report.leads.flatMap(({ leadHours, event, ...all }) => [
    ...rowsOf(`+${leadHours} h`, 'all', all),
    ...(event ? rowsOf(`+${leadHours} h`, 'event', event) : []),
  ])
  const head =
    `${report.target} (${report.river}), trained before ${report.trainUntil} in ${report.trainingSeconds.toFixed(0)} s on ${report.backend}, ` +
    `${report.issueTimes} issue times from ${report.testFrom}`
  return [head, '', ...aligned([[...COLUMNS], ...rows]), '', ...onsetLines(report)].join('\n')
}

const rowsOf = (lead: string, hours: string, scores: ComparedScores): string[][] => [
  rowOf([lead, hours], 'model', scores),
  rowOf(['', ''], 'linear', scores.linear),
  rowOf(['', ''], 'persistence', scores.persistence),
]

function rowOf(names: readonly string[], by: string, s: Scores): string[] {
  const metres = [s.rmse, s.mae].map((value) => decimals(value, 3))
  const shares = [s.coverage80, s.coverage90].map((value) => decimals(value === null ? null : value * 100, 1))
  return [...names, String(s.n), by, ...metres, decimals(s.nse, 3), decimals(s.persistenceIndex, 3), decimals(s.crps, 4), ...shares]
}

const ONSETS = ['onset', 'lead', 'events', 'POD', 'ahead', 'FAR', 'hours ahead', 'linear POD', 'FAR', 'persistence POD', 'FAR'] as const

function onsetLines({ episodes }: BacktestReport): string[] {
  const rows = episodes.flatMap(({ label, from, leads }) =>
    leads.map(({ leadHours, events, pod, podAhead, far, medianLeadHours, linear, persistence }) => [
      `${label} (${from} m)`,
      `+${leadHours} h`,
      String(events),
      ...[pod, podAhead, far].map((share) => decimals(share, 2)),
      decimals(medianLeadHours, 1),
      ...[linear.pod, linear.far, persistence.pod, persistence.far].map((share) => decimals(share, 2)),
    ]),
  )
  return rows.length > 0 ? aligned([[...ONSETS], ...rows]) : []
}

const decimals = (value: number | null, places: number): string => (value === null ? '-' : value.toFixed(places))

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  return rows.map((row) => row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  '))
}
