import path from 'node:path'
import { ROOT } from './root'

/** A folder given by path, else the package of that name shipped with the product. */
export const regionFolder = (nameOrPath: string): string =>
  nameOrPath.includes(path.sep) || nameOrPath.startsWith('.') ? path.resolve(nameOrPath) : path.join(ROOT, 'regions', nameOrPath)
