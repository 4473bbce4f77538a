import type { Severity } from '#libs/contract'
import type { Shown } from './shown-severity'
import { word } from './words'

export const COLOURS: Record<Severity, string> = { 0: '#5b8f78', 1: '#f7d038', 2: '#ff8a1f', 3: '#f5353f' }
export const SEVERITIES: readonly Severity[] = [3, 2, 1, 0]

const UNKNOWN = '#8a94a0'

export const severityWord = (severity: Shown): string => word(`severity.${severity}`)

export const SHAPES: Record<Severity, string> = {
  0: 'M12 2.5a9.5 9.5 0 1 0 0 19a9.5 9.5 0 1 0 0-19z',
  1: 'M12 1.5L22.5 12L12 22.5L1.5 12z',
  2: 'M12 1.8L23 21.5H1z',
  3: 'M7.5 1.5h9l6 6v9l-6 6h-9l-6-6v-9z',
}

/** A shape of its own per severity, so that colour is never the only sign: circle, diamond, triangle, octagon. */
export function SeverityIcon({ severity, size = 22 }: { severity: Shown; size?: number }) {
  const ink = severity === 3 ? '#fff' : '#10151b'
  return (
    <svg
      viewBox="0 0 24 24"
      width={`${size / 16}rem`}
      height={`${size / 16}rem`}
      aria-hidden="true"
      style={{ flex: 'none', display: 'block' }}
    >
      {severity === 'unknown' ? (
        <>
          <circle cx="12" cy="12" r="9.5" fill="none" stroke={UNKNOWN} strokeWidth="2" strokeDasharray="3.4 2.6" />
          <text x="12" y="16.6" fill={UNKNOWN} fontSize="13" fontWeight="700" textAnchor="middle">
            ?
          </text>
        </>
      ) : (
        <path d={SHAPES[severity]} fill={COLOURS[severity]} />
      )}
      {severity === 'unknown' ? null : severity === 0 ? (
        <path d="M7.5 12.3l3.2 3.2l5.8-6.6" fill="none" stroke={ink} strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round" />
      ) : (
        <g fill={ink}>
          <rect x="10.8" y={severity === 2 ? 8.5 : 6.5} width="2.4" height={severity === 2 ? 6.5 : 7.5} rx="1.2" />
          <circle cx="12" cy={severity === 2 ? 18 : 17.2} r="1.5" />
        </g>
      )}
    </svg>
  )
}

/** Icon, word and, where a post has one, its own label: never a bare number. */
export function SeverityTag({ severity, label, large = false }: { severity: Shown; label?: string | null; large?: boolean }) {
  return (
    <span className={large ? 'severity severity-large' : 'severity'} data-severity={severity}>
      <SeverityIcon severity={severity} size={large ? 40 : 22} />
      <b>{severityWord(severity)}</b>
      {label ? <span className="severity-label">{label}</span> : null}
    </span>
  )
}
