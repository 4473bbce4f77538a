import { z } from 'zod'

const PRINTABLE_ASCII = /^[ -~]+$/

const flag = z.enum(['0', '1', 'true', 'false']).transform((value) => value === '1' || value === 'true')

const schema = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DB_POOL: z.coerce.number().int().min(1).max(100).default(10),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  KENTONGAN_MODE: z.enum(['actual', 'exercise']).default('exercise'),
  KENTONGAN_REGION: z.string().default('jakarta-ciliwung'),
  SEND_TIMEOUT_MS: z.coerce.number().int().min(1_000).default(10_000),
  SWEEP_EVERY_MS: z.coerce.number().int().min(100).default(2_000),
  DISPATCH_LANES: z.coerce.number().int().min(1).max(32).default(3),
  SANDBOX_URL: z.url().optional(),
  SANDBOX_KEY: z.string().min(8).optional(),
  SESSION_HOURS: z.coerce.number().int().min(1).default(12),
  COOKIE_SECURE: flag.default(false),
  TRUST_PROXY: flag.default(false),
  DATA_DIR: z.string().default('data'),
  PAGER_SMTP_URL: z.url().optional(),
  PAGER_EMAIL_FROM: z.string().default('kentongan@localhost'),
  PAGER_EMAIL_TO: z.string().optional(),
  PAGER_WEBHOOK_URL: z.url().optional(),
  FEEDS: z.enum(['on', 'off']).optional(),
  /** Replaces the origin of every polled address: a mirror, or the double of a test. */
  FEEDS_BASE: z.url({ protocol: /^https?$/ }).optional(),
  FEED_USER_AGENT: z.string().min(1).max(200).regex(PRINTABLE_ASCII, 'only printable ASCII').default('Kentongan/0.1 (flood early warning)'),
  /** How long one request may take, headers and body. */
  FEED_TIMEOUT_MS: z.coerce.number().int().min(100).max(300_000).default(20_000),
  MQTT_URL: z.url({ protocol: /^(mqtts?|wss?)$/ }).optional(),
  MQTT_USERNAME: z.string().optional(),
  MQTT_PASSWORD: z.string().optional(),
  GAMMU_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
})

/** A drill asks nobody's server unless told to: by FEEDS, or by naming where to ask. */
const settled = schema.transform((given) => ({
  ...given,
  FEEDS: given.FEEDS ?? (given.FEEDS_BASE !== undefined || given.KENTONGAN_MODE === 'actual' ? ('on' as const) : ('off' as const)),
}))

/** Settings of one process: parsed once at start, frozen, whole or not at all. What a regency tunes lives in rows, not here. */
export type Config = Readonly<z.infer<typeof settled>>

/** Injection token of {@link Config}. */
export const CONFIG = Symbol('CONFIG')

export class ConfigInvalid extends Error {
  constructor(problems: string) {
    super(`configuration is not usable:\n${problems}`)
  }
}

/**
 * Reads the settings from the environment. This file is the only place that may.
 * @throws ConfigInvalid naming each variable that is missing or wrong; values are never repeated, they may be secrets
 */
export function loadConfig(source: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = settled.safeParse(given)
  if (!parsed.success) throw new ConfigInvalid(parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`).join('\n'))
  return Object.freeze(parsed.data)
}
