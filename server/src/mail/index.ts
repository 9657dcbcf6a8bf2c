export { makeMailer, type Mail, type Mailer } from './mailer.ts'
