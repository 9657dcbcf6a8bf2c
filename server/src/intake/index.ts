export { intakeHandlers } from './routes.ts'
export { uploadTask } from './task.ts'
export { spoolSweep } from './sweep.ts'
