export { appendAudit, SYSTEM_CHAIN, type AuditEvent } from './append.ts'
