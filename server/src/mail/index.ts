export { makeMailer, type Mail, type Mailer, type MailState } from './mailer.ts'
