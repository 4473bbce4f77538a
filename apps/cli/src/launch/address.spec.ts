import { type AddressInfo, createServer } from 'node:net'
import { findAddress, PortTaken } from './address'

describe('the address of an installation', () => {
  it('takes any free port for 0', async () => {
    const { port, url } = await findAddress({ PORT: '0' })
    expect(port).toBeGreaterThan(0)
    expect(url).toBe(`http://127.0.0.1:${port}`)
  })

  it('names PORT when another program has it', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    await expect(findAddress({ PORT: String(port) })).rejects.toThrow(/PORT=/)
    await new Promise((resolve) => other.close(resolve))
  })

  it('waits for one that is about to be let go', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    setTimeout(() => other.close(), 120)
    expect((await findAddress({ PORT: String(port) }, 5_000)).port).toBe(port)
  })

  it.each(['http', '-1', '70000', '1.5'])('refuses port %s', (port) => expect(findAddress({ PORT: port })).rejects.toThrow(PortTaken))

  it('reaches itself over the loopback when it listens everywhere', async () =>
    expect((await findAddress({ HOST: '0.0.0.0', PORT: '0' })).url).toMatch(/^http:\/\/127\.0\.0\.1:/))
})
