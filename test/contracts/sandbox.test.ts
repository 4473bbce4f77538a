import { isUnknownNumber } from '../../apps/sandbox/src/behaviour'
import { SandboxChannel, SandboxEndpoint } from '#libs/delivery'
import { describeWithDatabase, freshDatabase } from '../services'
import { startSandboxProcess } from '../simulators/sandbox-process'
import { channelContract } from './channel-contract'

const numbers = Array.from({ length: 500 }, (_, index) => `+62811${String(index).padStart(7, '0')}`)
const good = numbers.filter((number) => !isUnknownNumber(number))

describeWithDatabase('the sandbox channel', () => {
  channelContract(async () => {
    const database = await freshDatabase()
    const provider = await startSandboxProcess(database.url)
    const channelAt = (url: string): SandboxChannel =>
      new SandboxChannel({ SEND_TIMEOUT_MS: 1_000 }, new SandboxEndpoint({ SANDBOX_URL: url, SANDBOX_KEY: provider.key }))
    return {
      channel: channelAt(provider.url),
      unreachable: channelAt('http://127.0.0.1:1'),
      secrets: [provider.key],
      goodNumber: (index) => good[index] as string,
      refusedNumber: numbers.find(isUnknownNumber) as string,
      fault: (mode) => provider.fault(mode),
      held: async (reference) => {
        const query = new URLSearchParams({ reference })
        return (await provider.call<{ found: unknown[] }>('GET', `/v1/messages?${query.toString()}`)).found.length
      },
      stop: async () => {
        await provider.kill()
        await database.drop()
      },
    }
  })
})
