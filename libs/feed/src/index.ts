import './feed.events'

export * from './feed.module'
export * from './ingest-payload'
export * from './parsed'
export * from './sources'
export * from './parse-file'
export * from './bench/ingest-bench'
