import { SetMetadata } from '@nestjs/common'

export const PUBLIC = 'access.public'

/** Opens a route to callers without a session. Every use names why in a comment. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, true)
