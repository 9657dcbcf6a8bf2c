export { appendAudit, sha256, SYSTEM_CHAIN, type AuditEvent } from './append.ts'
export { exportChain, readHead, type ChainHead } from './read.ts'
export { auditHandlers } from './routes.ts'
