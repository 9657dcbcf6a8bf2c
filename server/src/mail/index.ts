export { KINDS, letter, type Kind, type Letter, type Names } from './letter.ts'
export { makeMailer, tellAll, type Mail, type Mailer, type MailState, type Reader } from './mailer.ts'
