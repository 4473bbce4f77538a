import { DomainError } from '#libs/platform'

export class OverrideWithdrawn extends DomainError {
  readonly code = 'station.override-withdrawn'
  override readonly params: Readonly<Record<string, string>>
  constructor(readonly overrideId: string) {
    super(`decision ${overrideId} was withdrawn already`)
    this.params = { override: overrideId }
  }
}

export class OverrideTooWide extends DomainError {
  readonly code = 'station.override-too-wide'
  override readonly status = 422
  override readonly params: Readonly<Record<string, number>>
  constructor(what: string, days: number) {
    super(`a decision on readings may ${what} ${days} days`)
    this.params = { days }
  }
}
