import { CreatePlatform1795500000000 } from './1795500000000-create-platform'
import { CreateArea1795500100000 } from './1795500100000-create-area'
import { CreateStation1795500200000 } from './1795500200000-create-station'
import { CreateHazardZone1795500300000 } from './1795500300000-create-hazard-zone'
import { CreateAccess1795500400000 } from './1795500400000-create-access'
import { CreateRisk1795500500000 } from './1795500500000-create-risk'
import { CreateContact1795500600000 } from './1795500600000-create-contact'
import { CreateWarning1795500700000 } from './1795500700000-create-warning'
import { CreateDelivery1795500800000 } from './1795500800000-create-delivery'
import { CreateIncident1795500900000 } from './1795500900000-create-incident'
import { ArchivePayloadOnce1795501000000 } from './1795501000000-archive-payload-once'
import { CreateBulletin1795501100000 } from './1795501100000-create-bulletin'
import { CreateDevice1795501200000 } from './1795501200000-create-device'
import { CreateFeedKey1795501300000 } from './1795501300000-create-feed-key'
import { QualityOverride1795501400000 } from './1795501400000-quality-override'
import { RainAndEarthquakeRisk1795501500000 } from './1795501500000-rain-and-earthquake-risk'
import { RegionHash1795501600000 } from './1795501600000-region-hash'

/** Every migration, oldest first. Applied files are never edited. */
export const migrations = [
  CreatePlatform1795500000000,
  CreateArea1795500100000,
  CreateStation1795500200000,
  CreateHazardZone1795500300000,
  CreateAccess1795500400000,
  CreateRisk1795500500000,
  CreateContact1795500600000,
  CreateWarning1795500700000,
  CreateDelivery1795500800000,
  CreateIncident1795500900000,
  ArchivePayloadOnce1795501000000,
  CreateBulletin1795501100000,
  CreateDevice1795501200000,
  CreateFeedKey1795501300000,
  QualityOverride1795501400000,
  RainAndEarthquakeRisk1795501500000,
  RegionHash1795501600000,
]
