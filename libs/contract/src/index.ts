/**
 * What the console and the api say to each other: types only. Times are ISO instants (UTC), severities 0 to 3, levels metres.
 * Every refusal is problem details: {@link Problem}.
 */
export type Severity = 0 | 1 | 2 | 3
export type Instant = string

export interface Problem {
  status: number
  code: string
  detail: string
  params?: Record<string, string | number>
  problems?: { file?: string; row?: number; field?: string; message: string }[]
}

/** POST /api/session {username, password}; GET /api/session; DELETE /api/session. Everything but GET carries the header `x-kentongan: 1`. */
export interface Me {
  id: string
  username: string
  fullName: string
  role: 'operator' | 'approver' | 'admin' | 'kades' | 'viewer'
  permissions: ('see' | 'draft' | 'decide' | 'see-numbers' | 'run-replay' | 'manage-users')[]
}

/** GET /api/situation: the first screen. `now` is the installation's clock, `wall` the machine's. */
export interface Situation {
  now: Instant
  wall: Instant
  mode: 'actual' | 'exercise'
  region: string
  timeZone: string
  replay: ReplayRun | null
  villages: {
    code: string
    name: string
    district: string
    severity: Severity
    stationId: string | null
    expectedArrivalAt: Instant | null
    degraded: string[]
  }[]
  stations: StationBrief[]
  warnings: WarningBrief[]
  health: PartHealth[]
}

export interface PartHealth {
  part: 'database' | 'queue' | 'api' | 'worker' | 'disk'
  ok: boolean
  detail: string
  failingSince: Instant | null
}

export interface StationBrief {
  id: string
  name: string
  river: string
  regime: 'river' | 'tide' | 'tide-driven'
  /** [longitude, latitude] */
  location: [number, number]
  displayUnit: 'cm' | 'm'
  severity: Severity
  label: string | null
  latestAt: Instant | null
  latestValue: number | null
  trend: 'rising' | 'falling' | 'steady' | null
  /** Why no severity is computed: no-ladder, ladder-not-valid-yet. */
  withheld: string | null
  /** latest-suspect, stale, status-contradicts-ladder, no-ladder */
  degraded: string[]
}

/** GET /api/stations/:id?hours=48 */
export interface StationDetail extends StationBrief {
  datumNote: string
  ladder: { severity: Severity; label: string; fromLevel: number }[]
  series: { at: Instant; value: number; quality: 'good' | 'suspect'; rule: string | null }[]
  zones: { id: string; name: string; severity: Severity; travelMinutes: number; villages: number; basis: string }[]
}

/** GET /api/villages.geojson: FeatureCollection of village polygons, properties {code, name}. */

export type WarningState = 'draft' | 'submitted' | 'approved' | 'sending' | 'active' | 'ended'
export type WarningKind = 'new' | 'raise' | 'lower' | 'all-clear' | 'expiry'

export interface WarningBrief {
  id: string
  kind: WarningKind
  state: WarningState
  severity: Severity
  stationId: string | null
  stationName: string
  label: string | null
  /** Metres at the crossing. */
  value: number
  displayUnit: 'cm' | 'm'
  observedAt: Instant
  signalAt: Instant
  draftedAt: Instant
  submittedAt: Instant | null
  approvedAt: Instant | null
  firstAttemptAt: Instant | null
  endedAt: Instant | null
  endReason: string | null
  villages: number
  recipients: number | null
}

/** GET /api/warnings/:id */
export interface WarningDetail extends WarningBrief {
  text: string
  exercise: boolean
  expiresAt: Instant
  submittedBy: string | null
  approvedBy: string | null
  decisionReason: string | null
  replaces: { id: string; severity: Severity; kind: WarningKind } | null
  areas: { code: string; name: string; expectedArrivalAt: Instant | null; withheld: boolean; contacts: number; kades: number }[]
  /** People by role in the villages that will be told. */
  people: { role: 'kades' | 'rt' | 'gate-keeper' | 'officer' | 'resident'; count: number }[]
  segments: number
  travelMinutes: number
}

/**
 * POST /api/warnings/:id/text {text}; /submission {}; /return {reason}; /approval {}; /decline {reason}: each answers WarningDetail.
 * GET /api/warnings?ended=1 lists WarningBrief[] newest first (open ones always).
 */

/** GET /api/warnings/:id/board: the sending board. */
export interface SendingBoard {
  warning: WarningBrief
  totals: {
    planned: number
    attempted: number
    accepted: number
    failed: number
    unknown: number
    superseded: number
    expired: number
    pending: number
  }
  areas: {
    code: string
    name: string
    recipients: number
    attempted: number
    accepted: number
    delivered: number
    acknowledged: number
    kadesTotal: number
    kadesAcknowledged: number
  }[]
}

/** GET /api/phones?contains=&limit=60; GET /api/phones/:number; POST /api/phones/:number/reply {text}. Exercise only. */
export interface Phone {
  number: string
  name: string | null
  role: string | null
  village: string | null
  lastText: string
  lastAt: Instant
  messages: number
  lastReply: string | null
}
export interface PhoneMessage {
  direction: 'received' | 'sent'
  text: string
  at: Instant
  status: string
}

/** GET /api/reports: newest first. */
export interface Report {
  id: string
  village: string | null
  reporter: string | null
  role: string | null
  /** Masked. */
  phone: string | null
  type: string
  depthCm: number | null
  rt: number | null
  rw: number | null
  text: string
  state: string
  reportedAt: Instant
}

/** GET /api/replays {available: {name, title}[], run: ReplayRun | null}; POST /api/replays {name, speed: number | 'max', until?}; DELETE /api/replays/current. */
export interface ReplayRun {
  id: string
  name: string
  state: 'waiting' | 'running' | 'done' | 'failed' | 'stopped'
  speed: number | 'max'
  waitingForDecision: boolean
  at: Instant | null
  cursor: number
  polls: number
  failure: string | null
}

/** GET /api/live: server-sent events, each `data: <topic>`; re-fetch what the topic touches. */
export type LiveTopic = 'readings' | 'risk' | 'warnings' | 'deliveries' | 'incidents' | 'health' | 'replay'
