export * from './incident-report'
export * from './incident.module'
export * from './list-reports'
export * from './record-reports'
