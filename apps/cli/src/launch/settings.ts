import { z } from 'zod'

const schema = z.object({
  KENTONGAN_MODE: z.enum(['actual', 'exercise']).default('exercise'),
  KENTONGAN_REGION: z.string().default('jakarta-ciliwung'),
  KENTONGAN_WORKERS: z.coerce.number().int().min(1).max(32).default(1),
})

/** What the launcher itself needs to know. */
export interface Settings {
  readonly mode: 'actual' | 'exercise'
  readonly region: string
  readonly workers: number
}

/** @throws Error naming each variable that is wrong */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const parsed = schema.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== '')))
  if (!parsed.success) throw new Error(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'))
  const { KENTONGAN_MODE: mode, KENTONGAN_REGION: region, KENTONGAN_WORKERS: workers } = parsed.data
  return { mode, region, workers }
}
