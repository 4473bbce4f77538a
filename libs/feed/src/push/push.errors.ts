import { DomainError } from '#libs/platform'

/** Unknown, revoked, of another source, wrongly signed: told apart to nobody. */
export class FeedKeyRefused extends DomainError {
  readonly code = 'feed.key-refused'
  override readonly status = 401
  constructor() {
    super('the key is missing, or not one of this source')
  }
}

export class TooManyPushes extends DomainError {
  readonly code = 'feed.too-many-pushes'
  override readonly status = 429
  override readonly params: Readonly<Record<string, number>>
  constructor(readonly perMinute: number) {
    super(`this key may send ${perMinute} requests a minute`)
    this.params = { perMinute }
  }
}

export class PushTooLarge extends DomainError {
  readonly code = 'feed.push-too-large'
  override readonly status = 413
  constructor(source: string, largestBytes: number) {
    super(`${source}: at most ${largestBytes} bytes are taken`)
  }
}

/** The source is asked or laid down as a file; nobody sends it. */
export class NotPushed extends DomainError {
  readonly code = 'feed.not-pushed'
  override readonly status = 404
  constructor(source: string) {
    super(`${source} is not taken from a webhook`)
  }
}

export class MediaTypeUnknown extends DomainError {
  readonly code = 'feed.media-type'
  override readonly status = 415
  constructor() {
    super('send JSON, CSV, plain text or XML, and say which in Content-Type')
  }
}

/** It has a clock and readings of its own; what happens now is to be sent again when it is over. */
export class ReplayIsRunning extends DomainError {
  readonly code = 'feed.replay-running'
  override readonly status = 503
  constructor() {
    super('a replay is running here: send it again when it is over')
  }
}
