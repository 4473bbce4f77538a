import { z } from 'zod'
import { VILLAGE_CODE } from '../area-code'
import type { RegionSource } from './region-source'

/** File of the package that says what region it is. */
export const MANIFEST_FILE = 'region.json'

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text))
const timeZone = z
  .string()
  .refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone), 'expected an IANA time zone such as Asia/Jakarta')
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower-case letters, digits and hyphens')

const contacts = z.strictObject({
  /** Everything about a made-up contact follows from this number and its place in the list. */
  seed: z.int(),
  count: z.int().positive().max(1_000_000),
  rtHeadsPerVillage: z.int().nonnegative(),
  officers: z.int().nonnegative(),
  gateKeepers: z.array(z.strictObject({ station: slug, village: z.string().regex(VILLAGE_CODE).optional() })),
  channels: z.array(z.string().min(1)).min(1),
  purpose: z.string().min(1),
  residentBasis: z.string().min(1),
  officialBasis: z.string().min(1),
  consentAt: instant,
  retainUntil: instant,
})

const feed = z.strictObject({
  source: z.string().min(1),
  /** How often it is to speak: asked so often where it is polled, expected so often where it sends. */
  everyMinutes: z.int().positive(),
  /** Where several sources speak of one post, the lowest number is acted on. */
  precedence: z.int().nonnegative().optional(),
  /** Readings of a later source within so many minutes of a good one of this source are shown, not acted on. */
  coverMinutes: z.int().nonnegative().optional(),
  options: z
    .strictObject({
      /** Where to ask instead of the source's own addresses. */
      urls: z
        .array(z.url({ protocol: /^https?$/ }))
        .min(1)
        .optional(),
      /** Silence after which it counts as late, stale, dead. */
      lateMinutes: z.int().positive().optional(),
      staleMinutes: z.int().positive().optional(),
      deadMinutes: z.int().positive().optional(),
    })
    .optional(),
})

const manifest = z.strictObject({
  id: slug,
  name: z.string().min(1),
  regency: z.string().min(1),
  timeZone,
  areaSource: z.string().min(1),
  sources: z.array(z.strictObject({ what: z.string().min(1), origin: z.string().min(1), licence: z.string().min(1) })).min(1),
  feeds: z.array(feed),
  contacts: contacts.optional(),
})

export type RegionManifest = z.infer<typeof manifest>
export type MadeUpContacts = z.infer<typeof contacts>

/** What the package says of itself; undefined, with complaints, when `region.json` is not usable. */
export const readManifest = (source: RegionSource): RegionManifest | undefined => source.json(MANIFEST_FILE, manifest)
