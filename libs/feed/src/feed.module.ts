import { Module } from '@nestjs/common'
import { BulletinController } from './bulletin/bulletin.controller'
import { BulletinStates } from './bulletin/bulletin-states'
import { BulletinViews } from './bulletin/bulletin-views'
import { StoreAlerts } from './bulletin/store-alerts'
import { StoreEarthquakes } from './bulletin/store-earthquakes'
import { TakeDrops } from './drop/take-drops'
import { FetchRound } from './fetch/fetch-round'
import { HostPace } from './fetch/host-pace'
import { PollFeeds } from './fetch/poll-feeds'
import { IngestPayload } from './ingest/ingest-payload'
import { ReadGammu } from './gammu/read-gammu'
import { ListenToSensors } from './mqtt/listen-to-sensors'
import { FeedHookController } from './push/feed-hook.controller'
import { FeedKeyController } from './push/feed-key.controller'
import { FeedKeys } from './push/feed-keys'
import { FeedController } from './watch/feed.controller'
import { FeedViews } from './watch/feed-views'
import { WatchFeeds } from './watch/watch-feeds'

@Module({
  controllers: [FeedController, BulletinController, FeedHookController, FeedKeyController],
  providers: [
    IngestPayload,
    BulletinStates,
    StoreAlerts,
    StoreEarthquakes,
    BulletinViews,
    { provide: HostPace, useFactory: () => new HostPace() },
    FetchRound,
    PollFeeds,
    TakeDrops,
    WatchFeeds,
    FeedViews,
    FeedKeys,
    ListenToSensors,
    ReadGammu,
  ],
  exports: [IngestPayload, FeedViews, FetchRound, WatchFeeds, FeedKeys],
})
export class FeedModule {}
