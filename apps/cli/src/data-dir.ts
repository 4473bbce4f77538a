import path from 'node:path'

/** Where this installation keeps what is its own: clusters, logs, secrets. */
export const dataDir = (): string => path.resolve(process.env['DATA_DIR'] ?? 'data')
