// Nest 12 is ESM-only and Jest on Node 20 cannot require(esm): let swc turn exactly the ESM-only packages into CommonJS.
const fs = require('node:fs')
const path = require('node:path')

const esmOnly = []
const scan = (dir, prefix = '') => {
  for (const name of fs.readdirSync(dir)) {
    if (name.startsWith('.')) continue
    if (name.startsWith('@') && !prefix) {
      scan(path.join(dir, name), `${name}/`)
      continue
    }
    const manifest = path.join(dir, name, 'package.json')
    if (!fs.existsSync(manifest)) continue
    if (JSON.parse(fs.readFileSync(manifest, 'utf8')).type === 'module') esmOnly.push(prefix + name)
  }
}
scan(path.join(__dirname, 'node_modules'))
const names = esmOnly.map((name) => name.replace(/[.+]/g, '\\$&')).join('|')

const base = {
  rootDir: __dirname,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['kentongan-source', 'require', 'node', 'node-addons'] },
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json'],
  transform: { '^.+\\.(t|m?j)s$': ['@swc/jest'] },
  transformIgnorePatterns: [`/node_modules/(?!(${names})/)`, '<rootDir>/dist/'],
}

module.exports = {
  projects: [
    // Pure rules and small units: no database, no queue, no network.
    { ...base, displayName: 'unit', testRegex: '\\.spec\\.ts$', roots: ['<rootDir>/apps', '<rootDir>/libs'] },
    // Everything that needs the real PostGIS and Redis: see test/README.md.
    {
      ...base,
      displayName: 'services',
      testRegex: '\\.test\\.ts$',
      roots: ['<rootDir>/test', '<rootDir>/libs', '<rootDir>/apps'],
      globalSetup: '<rootDir>/test/services.setup.ts',
      globalTeardown: '<rootDir>/test/services.teardown.ts',
    },
  ],
}
