import { Inject, Injectable } from '@nestjs/common'
import { CONFIG, type Config } from '#libs/platform'

/** Where the sandbox provider answers and the key shared with it; a replay points it at a provider of its own. */
@Injectable()
export class SandboxEndpoint {
  private address: string
  private secret: string

  constructor(@Inject(CONFIG) config: Pick<Config, 'SANDBOX_URL' | 'SANDBOX_KEY'>) {
    this.address = config.SANDBOX_URL ?? ''
    this.secret = config.SANDBOX_KEY ?? ''
  }

  get url(): string {
    return this.address
  }

  get key(): string {
    return this.secret
  }

  get configured(): boolean {
    return this.address !== '' && this.secret !== ''
  }

  point(url: string, key: string): void {
    this.address = url
    this.secret = key
  }
}
