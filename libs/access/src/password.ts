import { hash, verify } from '@node-rs/argon2'
import { InvalidInput } from '#libs/platform'

/** OWASP's recommendation for argon2id: 19 MiB, two passes, one lane. */
const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
export const SHORTEST_PASSWORD = 10

/** @throws InvalidInput when the password is too short to be one */
export async function hashPassword(password: string): Promise<string> {
  if (password.length < SHORTEST_PASSWORD)
    throw new InvalidInput([{ field: 'password', message: `at least ${SHORTEST_PASSWORD} characters` }])
  return hash(password, ARGON2ID)
}

/** An account without a usable hash (the replay's) accepts no password at all. */
export async function passwordFits(storedHash: string, password: string): Promise<boolean> {
  if (!storedHash.startsWith('$argon2id$')) return false
  return verify(storedHash, password)
}

let decoy: Promise<string> | undefined
/** Hash of nobody's password: verifying against it makes an unknown name take as long as a known one. */
export const decoyHash = (): Promise<string> => (decoy ??= hash('nobody has this password', ARGON2ID))
