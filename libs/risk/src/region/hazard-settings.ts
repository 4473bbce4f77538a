import { existsSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { RegionSource } from '#libs/area'
import { rainSettings } from '#libs/feed'
import { earthquakeSettings } from '../earthquake/settings'
import { landslideSettings } from '../rain/settings'

/** Optional file of a package: what it does not say has its default. */
export const HAZARDS_FILE = 'hazards.json'

const hazards = z.strictObject({
  rain: rainSettings.prefault({}),
  landslide: landslideSettings.prefault({}),
  earthquake: earthquakeSettings.prefault({}),
})

export type HazardSettings = z.infer<typeof hazards>

/** How the region judges rain and earthquakes; undefined when the package leaves it to the defaults, or, with complaints, is not usable. */
export function readHazardSettings(source: RegionSource): HazardSettings | undefined {
  const file = path.join(source.folder, HAZARDS_FILE)
  return existsSync(file) || existsSync(`${file}.gz`) ? source.json(HAZARDS_FILE, hazards) : undefined
}
