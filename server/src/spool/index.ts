export { openSpool, removeSpool, spoolFile, type Spooled } from './spool.ts'
