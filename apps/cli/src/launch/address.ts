import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '#libs/platform'

export class PortTaken extends Error {
  constructor(port: number, reason: string) {
    super(
      `port ${port} tidak bisa dipakai (${reason}): pilih yang lain dengan PORT=... (port ${port} cannot be used; choose another with PORT)`,
    )
  }
}

/** Where the console and the webhooks are reached. */
export interface Address {
  readonly host: string
  readonly port: number
  /** As this machine itself reaches it. */
  readonly url: string
}

const ANY = new Set(['0.0.0.0', '::'])

/**
 * The address that HOST and PORT ask for; PORT 0 takes any free one.
 * @param waitMs a killed process lets go of its port a moment after it is gone: how long to wait for that
 * @throws PortTaken when nobody can listen there
 */
export async function findAddress(env: Readonly<Record<string, string | undefined>>, waitMs = 0): Promise<Address> {
  const host = env['HOST'] || '127.0.0.1'
  const asked = Number(env['PORT'] || 8080)
  if (!Number.isInteger(asked) || asked < 0 || asked > 65_535) throw new PortTaken(asked, `"${env['PORT']}" is no port number`)
  const port = asked === 0 ? await freePort() : asked
  for (const deadline = Date.now() + waitMs; ; await sleep(50)) {
    const trouble = await whyNotFree(host, port)
    if (!trouble) break
    if (Date.now() >= deadline) throw new PortTaken(port, trouble)
  }
  const reached = ANY.has(host) ? '127.0.0.1' : host
  return { host, port, url: `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}` }
}

function whyNotFree(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    probe.listen(port, host, () => probe.close(() => resolve(undefined)))
  })
}
