export { leavingHandlers, type LeavingServices } from './routes.ts'
