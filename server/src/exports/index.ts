export { exportHandlers } from './routes.ts'
export { exportSweep } from './sweep.ts'
export { exportTask } from './task.ts'
