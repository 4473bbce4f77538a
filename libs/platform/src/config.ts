import { z } from 'zod'

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
})

/** Settings of one process: parsed once at start, frozen, whole or not at all. What a regency tunes lives in rows, not here. */
export type Config = Readonly<z.infer<typeof schema>>

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
  const parsed = schema.safeParse(given)
  if (!parsed.success) throw new ConfigInvalid(parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`).join('\n'))
  return Object.freeze(parsed.data)
}
