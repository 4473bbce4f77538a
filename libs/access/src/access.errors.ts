import { DomainError } from '#libs/platform'

export class SignInRefused extends DomainError {
  readonly code = 'access.sign-in-refused'
  override readonly status = 401
  constructor() {
    super('user name or password is wrong')
  }
}

export class TooManyAttempts extends DomainError {
  readonly code = 'access.too-many-attempts'
  override readonly status = 429
  override readonly params: Readonly<Record<string, number>>
  constructor(readonly retryAfterMinutes: number) {
    super(`too many failed attempts; try again in ${retryAfterMinutes} minutes`)
    this.params = { minutes: retryAfterMinutes }
  }
}

export class NotSignedIn extends DomainError {
  readonly code = 'access.not-signed-in'
  override readonly status = 401
  constructor() {
    super('sign in first')
  }
}

export class NotAllowed extends DomainError {
  readonly code = 'access.not-allowed'
  override readonly status = 403
  constructor(permission: string) {
    super(`this account may not ${permission}`)
  }
}

export class ForeignRequest extends DomainError {
  readonly code = 'access.foreign-request'
  override readonly status = 403
  constructor() {
    super('the request did not come from the console')
  }
}
