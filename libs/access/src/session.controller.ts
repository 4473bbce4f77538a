import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common'
import { z } from 'zod'
import { CONFIG, type Config, ZodPipe } from '#libs/platform'
import { CurrentAccount, SESSION_COOKIE } from './guard'
import { Public } from './public'
import { PERMISSIONS } from './role'
import { type Account, Sessions } from './sessions'

const credentials = z.object({ username: z.string().min(1).max(80), password: z.string().min(1).max(200) })

interface CookieReply {
  setCookie(name: string, value: string, options: object): unknown
  clearCookie(name: string, options: object): unknown
}

interface CookieRequest {
  ip: string
  headers: Record<string, string | undefined>
  cookies?: Record<string, string | undefined>
}

const describe = (account: Account) => ({ ...account, permissions: PERMISSIONS[account.role] })

@Controller('api/session')
export class SessionController {
  constructor(
    private readonly sessions: Sessions,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Public: nobody has a session before signing in. Throttled by name and by address. */
  @Public()
  @Post()
  @HttpCode(200)
  async open(
    @Body(new ZodPipe(credentials)) body: z.infer<typeof credentials>,
    @Req() request: CookieRequest,
    @Res({ passthrough: true }) reply: CookieReply,
  ) {
    const { token, account } = await this.sessions.signIn(body.username, body.password, {
      address: request.ip,
      userAgent: request.headers['user-agent'] ?? '',
    })
    reply.setCookie(SESSION_COOKIE, token, { ...this.cookie(), maxAge: this.config.SESSION_HOURS * 3_600 })
    return describe(account)
  }

  @Get()
  who(@CurrentAccount() account: Account) {
    return describe(account)
  }

  @Delete()
  @HttpCode(204)
  async close(@Req() request: CookieRequest, @Res({ passthrough: true }) reply: CookieReply): Promise<void> {
    const token = request.cookies?.[SESSION_COOKIE]
    if (token) await this.sessions.signOut(token)
    reply.clearCookie(SESSION_COOKIE, this.cookie())
  }

  private cookie(): object {
    return { path: '/', httpOnly: true, sameSite: 'strict', secure: this.config.COOKIE_SECURE }
  }
}
