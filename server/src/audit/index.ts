export { appendAudit, sha256, SYSTEM_CHAIN, type AuditEvent } from './append.ts'
export { dailyHeads } from './days.ts'
export { exportChain, readHead, type ChainHead } from './read.ts'
export { auditHandlers } from './routes.ts'
