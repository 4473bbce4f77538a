import { Inject, Injectable } from '@nestjs/common'
import { DomainError } from '#libs/platform'
import type { Channel } from './channel'

/** Injection token of the list of channels of this installation. */
export const CHANNELS = Symbol('CHANNELS')

export class ChannelUnknown extends DomainError {
  readonly code = 'delivery.channel-unknown'
  constructor(name: string) {
    super(`channel ${name} is not set up in this installation`)
  }
}

/** The channels of this installation, and which of them takes a new message. */
@Injectable()
export class Channels {
  constructor(@Inject(CHANNELS) private readonly all: readonly Channel[]) {}

  /** @throws ChannelUnknown for a channel that rows name but nobody set up */
  for(name: string): Channel {
    const channel = this.all.find((each) => each.name === name)
    if (!channel) throw new ChannelUnknown(name)
    return channel
  }

  /** The channel for new messages: the first that was set up. */
  choose(): Channel {
    const [first] = this.all
    if (!first) throw new ChannelUnknown('(any)')
    return first
  }
}
