import './warning.events'

export * from './decide-warning'
export * from './draft-warnings'
export * from './lifecycle'
export * from './progress'
export * from './warning.entity'
export * from './warning.module'
export * from './warning-text'
