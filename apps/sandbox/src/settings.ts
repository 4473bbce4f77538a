import { z } from 'zod'

const schema = z.object({
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  SANDBOX_HOST: z.string().default('127.0.0.1'),
  SANDBOX_KEY: z.string().min(8),
  SANDBOX_STORE: z.string().regex(/^(postgres(ql)?:\/\/|pglite:)/, 'expected postgres://… or pglite:<folder>'),
  SANDBOX_HOOK_URL: z.url().optional(),
  SANDBOX_CLOCK: z.enum(['wall', 'manual']).default('wall'),
})

/** Settings of the provider process; it shares none with the installation but the key. */
export type Settings = Readonly<z.infer<typeof schema>>

export class SettingsInvalid extends Error {}

/** @throws SettingsInvalid naming each variable that is missing or wrong; values are never repeated, one of them is a secret */
export function readSettings(source: Record<string, string | undefined> = process.env): Settings {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = schema.safeParse(given)
  if (!parsed.success) throw new SettingsInvalid(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'))
  return Object.freeze(parsed.data)
}
