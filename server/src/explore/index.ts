export { exploreHandlers } from './routes.ts'
