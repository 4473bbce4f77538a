import { AccessModule } from '#libs/access'
import type { RegionPart } from '#libs/area'
import { ContactModule, contactPart } from '#libs/contact'
import { DeliveryModule } from '#libs/delivery'
import { devicePart, feedPart, FeedModule } from '#libs/feed'
import { IncidentModule } from '#libs/incident'
import { ReplayModule } from '#libs/replay'
import { hazardPart, RiskModule, zonePart } from '#libs/risk'
import { StationModule, stationPart } from '#libs/station'
import { templatePart, Warning, WarningModule } from '#libs/warning'

/** Every room, in the order in which the data runs. Api, worker and replay are made of the same ones and differ by their role. */
export const ROOMS = [
  AccessModule,
  StationModule,
  FeedModule,
  RiskModule,
  ContactModule,
  WarningModule,
  DeliveryModule,
  IncidentModule,
  ReplayModule,
]

/** Tables that are read and written as objects; all others speak SQL. */
export const ENTITIES = [Warning]

/** What the rooms take from a region package besides areas, in the order of their references. */
export const REGION_PARTS: readonly RegionPart[] = [stationPart, feedPart, devicePart, zonePart, hazardPart, templatePart, contactPart]
