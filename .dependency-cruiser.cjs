// The room rule: data runs one way, and a room is entered through its door (src/index.ts) only.
const FLOW = [
  'platform',
  'contract',
  'area',
  'access',
  'station',
  'feed',
  'forecast',
  'risk',
  'contact',
  'warning',
  'delivery',
  'incident',
  'replay',
]

const roomRules = FLOW.map((room, index) => ({
  name: `room-${room}-imports-earlier-rooms-only`,
  severity: 'error',
  from: { path: `^libs/${room}/` },
  to: { path: `^libs/(${FLOW.slice(index + 1).join('|') || '^$'})/` },
}))

module.exports = {
  forbidden: [
    ...roomRules,
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    {
      name: 'through-the-door',
      severity: 'error',
      from: { path: '^(?:libs|apps)/([^/]+)/' },
      to: { path: '^libs/([^/]+)/src/(?!index\\.ts$)', pathNot: '^libs/$1/' },
    },
    { name: 'rooms-lists-all-rooms', severity: 'error', from: { path: '^libs/(?!rooms/)' }, to: { path: '^libs/rooms/' } },
    { name: 'libs-not-to-apps', severity: 'error', from: { path: '^libs/' }, to: { path: '^apps/' } },
    { name: 'apps-isolated', severity: 'error', from: { path: '^apps/([^/]+)/' }, to: { path: '^apps/', pathNot: '^apps/$1/' } },
    {
      name: 'web-apps-see-contract-alone',
      severity: 'error',
      from: { path: '^apps/(console|field)/' },
      to: { path: '^libs/(?!contract/)' },
    },
    {
      name: 'contract-is-schemas-only',
      severity: 'error',
      from: { path: '^libs/contract/' },
      to: { path: '^(libs/(?!contract/)|node_modules/(?!zod))' },
    },
    { name: 'platform-knows-no-disaster', severity: 'error', from: { path: '^libs/platform/' }, to: { path: '^libs/(?!platform/)' } },
    // geojson is a package of types alone (@types/geojson)
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^geojson$' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    exclude: { path: '^(dist|test)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['kentongan-source', 'import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
  },
}
