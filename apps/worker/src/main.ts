import 'reflect-metadata'
import { NestFactory } from '@nestjs/core'
import { loadConfig } from '#libs/platform'
import { WorkerModule } from './worker.module'

async function main(): Promise<void> {
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(loadConfig()), { logger: ['log', 'warn', 'error'] })
  app.enableShutdownHooks()
  // The launcher waits for this line.
  console.log('{"working":true}')
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
