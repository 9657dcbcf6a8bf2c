export { searchAlerts } from './alerts.ts'
export { describedBy } from './described.ts'
export { searchHandlers } from './routes.ts'
export { searchWork } from './work.ts'
