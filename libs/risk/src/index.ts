import './risk.events'

export * from './assess-stations'
export * from './risk.events'
export * from './risk.jobs'
export * from './risk.module'
export * from './station-severity'
export * from './zone-risk'
export * from './zone-severity'
