import path from 'node:path'
import { ROOT } from './root'

/**
 * Where this installation keeps what is its own: clusters, logs, secrets. Without DATA_DIR it is `data` in the root, from wherever a
 * command is called: two folders would be two installations.
 */
export const dataDir = (given = process.env['DATA_DIR']): string => (given ? path.resolve(given) : path.join(ROOT, 'data'))
