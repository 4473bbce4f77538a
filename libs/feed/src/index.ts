import './feed.events'

export * from './feed.module'
export * from './ingest-payload'
export * from './parsed'
export * from './sources'
