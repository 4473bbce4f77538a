import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

const MAIN = path.resolve(__dirname, '../../dist/apps/worker/src/main.js')

export interface WorkerProcess {
  /** Ends it at once, as the kernel does when memory runs out. */
  kill(): Promise<void>
}

/** A real worker of the built product. @throws Error when nothing is built */
export function startWorkerProcess(env: Readonly<Record<string, string | undefined>>): WorkerProcess {
  if (!existsSync(MAIN)) throw new Error('the worker is not built: run npm run build')
  const child: ChildProcess = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}
