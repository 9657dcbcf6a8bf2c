export { readReleased, storeReleased, type Numbered } from './released.ts'
export { narrativeHandlers } from './routes.ts'
