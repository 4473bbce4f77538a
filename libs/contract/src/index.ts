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
  /** Sources that are late, stale or dead, worst first. */
  feeds: { source: string; state: FeedState; since: Instant | null }[]
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
  series: SeriesPoint[]
  /** mm in the interval that ends at `at`. */
  rain: { at: Instant; value: number; minutes: number; quality: 'good' | 'suspect'; rule: string | null }[]
  overrides: QualityOverride[]
  zones: { id: string; name: string; severity: Severity; travelMinutes: number; villages: number; basis: string }[]
}

export interface SeriesPoint {
  at: Instant
  value: number
  quality: 'good' | 'suspect'
  /** Which rule made it suspect: see the station room's README. `override` when a person did. */
  rule: string | null
  /** What the rule measured and what it allowed. */
  evidence: { measured: number; limit: number } | null
  source: string
  /** `secondary`: a source that comes before it covers the time; shown, not acted on. */
  standing: 'primary' | 'secondary'
}

/**
 * A person's verdict on a stretch of readings; the readings and the rule's own verdict stay as they are underneath.
 * POST /api/stations/:id/overrides {parameter, from, to, quality, reason}; DELETE /api/stations/:id/overrides/:overrideId {reason}.
 * Both answer the QualityOverride and need the permission `draft`. The id is a number written as text.
 */
export interface QualityOverride {
  id: string
  parameter: Parameter
  from: Instant
  to: Instant
  quality: 'good' | 'suspect'
  reason: string
  by: string
  at: Instant
  withdrawnAt: Instant | null
  withdrawnBy: string | null
}

export type Parameter = 'water_level' | 'rain' | 'discharge' | 'battery'

/** `off`: not polled here (why is in `detail`); `waiting`: nothing came yet. */
export type FeedState = 'ok' | 'late' | 'stale' | 'dead' | 'waiting' | 'off'

/** GET /api/feeds; POST /api/feeds/:source/retry {} fetches now and answers the same list (needs `draft`). */
export interface FeedView {
  source: string
  attribution: string
  intake: 'poll' | 'push' | 'mqtt' | 'drop'
  state: FeedState
  /** Why it is in that state, in the api's words: an HTTP status, "not JSON", how old. */
  detail: string | null
  stateSince: Instant | null
  expectedEveryMinutes: number | null
  lastPayloadAt: Instant | null
  /** The last payload that could be used. */
  lastGoodAt: Instant | null
  /** The newest observation or statement in it. */
  lastObservedAt: Instant | null
  nextFetchAt: Instant | null
  consecutiveFailures: number
  received: number
  stored: number
  duplicates: number
  suspect: number
  rejected: number
}

/** GET /api/feeds/:source: its last payloads and rejects, newest first, at most 100 each. */
export interface FeedDetail extends FeedView {
  payloads: {
    at: Instant
    outcome: 'taken' | 'unchanged' | 'unusable' | 'failed'
    bytes: number | null
    hash: string | null
    detail: string | null
  }[]
  rejects: { at: Instant; item: string; field: string | null; reason: string; hash: string | null }[]
}

export type BulletinState = 'not-yet-effective' | 'in-effect' | 'expired' | 'cancelled' | 'superseded'

/** GET /api/bulletins?ended=1: of BMKG and other publishers, newest first; without `ended` those that are not over. */
export interface BulletinView {
  id: string
  type: 'earthquake' | 'alert'
  /** Credited wherever it is shown; never re-issued as our own. */
  attribution: string
  source: string
  state: BulletinState
  /** Test and exercise documents are marked and never act. */
  status: string
  title: string
  text: string | null
  instruction: string | null
  /** The publisher's own words: CAP severity, urgency, certainty. */
  severity: string | null
  urgency: string | null
  certainty: string | null
  sentAt: Instant
  effectiveAt: Instant | null
  expiresAt: Instant | null
  /** Villages of the region that its polygons touch. */
  villages: { code: string; name: string }[]
  /** Earthquakes alone. */
  earthquake: {
    magnitude: number
    depthKm: number | null
    location: [number, number]
    tsunami: 'possible' | 'none' | 'unknown'
    distanceKm: number | null
    felt: { place: string; low: number; high: number }[]
  } | null
}

/** GET /api/bulletins.geojson: FeatureCollection of what is not over; polygons and points, properties {id, type, state, title}. */

/** GET /api/zones/rain: areal rain per hazard zone. Null is "not known", never zero. */
export interface ZoneRain {
  zoneId: string
  name: string
  hazard: 'flood' | 'landslide' | 'earthquake'
  /** mm over the last hours. */
  sums: { hours: 1 | 3 | 6 | 24; mm: number | null; gauges: number }[]
  /** Antecedent precipitation index, mm. */
  antecedent: number | null
  forecast: { hours: 3 | 6 | 24; mm: number | null }[]
  nowcast: string | null
  at: Instant
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
  /** At the crossing: metres, or mm of rain where a slope is warned of and no post. Null where nothing says. */
  value: number | null
  displayUnit: 'cm' | 'm' | 'mm'
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
export type LiveTopic = 'feeds' | 'bulletins' | 'readings' | 'risk' | 'warnings' | 'deliveries' | 'incidents' | 'health' | 'replay'
