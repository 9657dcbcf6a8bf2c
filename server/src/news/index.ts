export { newsHandlers } from './routes.ts'
