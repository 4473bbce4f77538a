import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'
const ID_LETTERS = 10
const SECRET_BYTES = 32
const KEY = /^ktg_([a-z0-9]{10})_([\w-]{43})$/

/** A key as its holder keeps it: which one, and the secret that proves it. */
export interface KeyText {
  readonly id: string
  readonly secret: string
}

export const newId = (): string => [...randomBytes(ID_LETTERS)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('')
export const newSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url')
export const writeKey = ({ id, secret }: KeyText): string => `ktg_${id}_${secret}`

export function readKey(text: string): KeyText | undefined {
  const [, id, secret] = KEY.exec(text) ?? []
  return id !== undefined && secret !== undefined ? { id, secret } : undefined
}

/** The secret is 256 random bits: a plain hash of it cannot be turned round. */
export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest()

const NOBODYS = Buffer.alloc(SECRET_BYTES)

/** Takes as long for a key nobody has as for a wrong secret. */
export function secretFits(secret: string, hash: Buffer | undefined): boolean {
  return timingSafeEqual(hashSecret(secret), hash ?? NOBODYS) && hash !== undefined
}
