import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const secrets = z.object({ sandboxKey: z.string().min(16), demoPassword: z.string().min(10) })
export type Secrets = z.infer<typeof secrets>

/** Secrets made for this installation at its first start; readable by its owner alone. */
export function installationSecrets(dataDir: string, newPassword: () => string): Secrets {
  const file = path.join(dataDir, 'secrets.json')
  if (existsSync(file)) return secrets.parse(JSON.parse(readFileSync(file, 'utf8')))
  const made = { sandboxKey: randomBytes(24).toString('hex'), demoPassword: newPassword() }
  writeFileSync(file, JSON.stringify(made, null, 2), { mode: 0o600 })
  return made
}
