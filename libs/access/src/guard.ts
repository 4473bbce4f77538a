import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import { ForeignRequest, NotAllowed, NotSignedIn } from './access.errors'
import { PUBLIC } from './public'
import { mayDo, type Permission } from './role'
import { type Account, Sessions } from './sessions'

const NEEDS = 'access.needs'
export const SESSION_COOKIE = 'kentongan_session'
/** A header that no foreign page can set without asking first; the console sends it with everything that changes something. */
export const CONSOLE_HEADER = 'x-kentongan'

/** Names what a route needs. A route that names nothing needs a session that may see. */
export const Needs = (permission: Permission): MethodDecorator & ClassDecorator => SetMetadata(NEEDS, permission)

interface GuardedRequest {
  method: string
  headers: Record<string, string | string[] | undefined>
  cookies?: Record<string, string | undefined>
  account?: Account
}

/** Who is signed in. */
export const CurrentAccount = createParamDecorator((_: unknown, context: ExecutionContext): Account => {
  const { account } = context.switchToHttp().getRequest<GuardedRequest>()
  if (!account) throw new NotSignedIn()
  return account
})

/** Guards every route of the api; only `@Public()` opens one. */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: Sessions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()]
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, targets)) return true
    const request = context.switchToHttp().getRequest<GuardedRequest>()
    const token = request.cookies?.[SESSION_COOKIE]
    const account = token ? await this.sessions.find(token) : undefined
    if (!account) throw new NotSignedIn()
    if (request.method !== 'GET' && request.method !== 'HEAD' && request.headers[CONSOLE_HEADER] === undefined) throw new ForeignRequest()
    const permission = this.reflector.getAllAndOverride<Permission | undefined>(NEEDS, targets) ?? 'see'
    if (!mayDo(account.role, permission)) throw new NotAllowed(permission)
    request.account = account
    return true
  }
}
