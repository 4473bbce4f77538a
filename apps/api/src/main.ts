import 'reflect-metadata'
import path from 'node:path'
import { loadConfig } from '#libs/platform'
import { createApi } from './create-api'

async function main(): Promise<void> {
  const config = loadConfig()
  const app = await createApi(config, path.resolve(__dirname, '../../../console'))
  await app.listen(config.PORT, config.HOST)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
