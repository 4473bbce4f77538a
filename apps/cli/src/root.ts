import path from 'node:path'

/** The root of the installation: this file lies in dist/apps/cli/src once built. */
export const ROOT = path.resolve(__dirname, '../../../..')
