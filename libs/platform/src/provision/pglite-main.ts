import { renameSync, writeFileSync } from 'node:fs'
import { PgliteDatabases } from './pglite-databases'
import { PgliteGateway } from './pglite-gateway'
import { addressFile, lockFile, type PgliteAddress } from './pglite'
import { LockHeld, takeLock } from './process-lock'
import { thisProcess } from './process-start'

/** The process that holds PGlite for an installation. Told in the environment: PGLITE_FOLDER, PGLITE_PASSWORD and, if wanted, PGLITE_IDLE_TRANSACTION_MS; leaves its address in the folder. */
async function main(): Promise<void> {
  const { PGLITE_FOLDER: folder, PGLITE_PASSWORD: password, PGLITE_IDLE_TRANSACTION_MS: idle } = process.env
  if (!folder || !password) throw new Error('PGLITE_FOLDER and PGLITE_PASSWORD are needed')
  const databases = new PgliteDatabases(folder)
  const release = takeLock(lockFile(folder)) // PGlite has no lock of its own: two would ruin the files
  const gateway = new PgliteGateway({
    databases,
    password,
    idleTransactionMs: idle ? Number(idle) : undefined,
    onBroken: (error) => {
      console.error(`PGlite cannot go on: ${error.message}`)
      process.exit(1)
    },
  })
  await databases.session('kentongan')
  const port = await gateway.start()
  const stop = (): void => {
    gateway
      .stop()
      .then(() => databases.close())
      .then(release)
      .then(
        () => process.exit(0),
        (error: Error) => {
          console.error(`PGlite did not close well: ${error.message}`)
          process.exit(1)
        },
      )
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  const address: PgliteAddress = { url: `postgres://kentongan:${password}@127.0.0.1:${port}/kentongan`, process: thisProcess() }
  writeFileSync(`${addressFile(folder)}.new`, JSON.stringify(address), { mode: 0o600 })
  renameSync(`${addressFile(folder)}.new`, addressFile(folder))
}

main().catch((error: Error) => {
  console.error(error instanceof LockHeld ? `the data folder is in use: ${error.message}` : error.message)
  process.exit(1)
})
