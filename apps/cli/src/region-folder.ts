import path from 'node:path'

/** The root of the installation: this file lies in dist/apps/cli/src once built. */
const ROOT = path.resolve(__dirname, '../../../..')

/** A folder given by path, else the package of that name shipped with the product. */
export const regionFolder = (nameOrPath: string): string =>
  nameOrPath.includes(path.sep) || nameOrPath.startsWith('.') ? path.resolve(nameOrPath) : path.join(ROOT, 'regions', nameOrPath)
