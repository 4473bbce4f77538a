import { readSettings } from './settings'
import { startSandbox } from './server'

async function main(): Promise<void> {
  const sandbox = await startSandbox(readSettings())
  process.stdout.write(`${JSON.stringify({ listening: sandbox.port })}\n`)
  const stop = (): void => {
    sandbox.stop().then(
      () => process.exit(0),
      (error: Error) => {
        console.error(`sandbox: ${error.message}`)
        process.exit(1)
      },
    )
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

main().catch((error: unknown) => {
  console.error(`sandbox cannot start: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
})
