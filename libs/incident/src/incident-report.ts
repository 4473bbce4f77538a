import type { ReportedHazard } from '#libs/delivery'

export type ReportState = 'received' | 'verified' | 'handled' | 'false'

/** What somebody on the spot reported; `areaCode` is the sender's village, null when the sender is no contact. */
export interface IncidentReport {
  readonly id: string
  readonly type: ReportedHazard
  readonly depthCm: number | null
  readonly rt: number | null
  readonly rw: number | null
  readonly text: string
  readonly state: ReportState
  readonly areaCode: string | null
  readonly areaName: string | null
  readonly contactId: string | null
  readonly contactName: string | null
  readonly contactRole: string | null
  readonly reportedAt: Date
  readonly receivedAt: Date
}
