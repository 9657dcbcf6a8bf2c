export { createTask, getTask, nextNumber, presentTask, publicTaskId, type TaskId, type TaskKind, type TaskRow } from './task.ts'
export { defineTask, expiry, startRunner, type Periodic, type Runner, type TaskHandlers, type TaskRun } from './runner.ts'
export { teller } from './teller.ts'
export { taskHandlers, waitForTask, waitSeconds } from './routes.ts'
