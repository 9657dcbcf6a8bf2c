import nodemailer from 'nodemailer'
import { fill } from '@openvrs/core/problem.ts'
import words from './i18n/mail.en.json' with { type: 'json' }

export type Mail = { readonly to: string; readonly kind: 'invitation' | 'reset_link' | 'reset_told' | 'reset_notice' | 'reset_done'; readonly values: { readonly [name: string]: string } }

/** How sending goes since the server started. */
export type MailState = { readonly configured: boolean; readonly sent: number; readonly failed: number }

export type Mailer = {
  readonly state: () => MailState
  /** True once the mail server has taken the message; false where there is none or it refuses. A mail never decides whether something is done. */
  readonly send: (mail: Mail) => Promise<boolean>
}

type Options = {
  /** `smtp://user:password@host:587` or `smtps://…`; absent: nothing is sent and nothing is kept. */
  readonly smtpUrl: string | undefined
  readonly from: string
  readonly warn: (facts: { readonly code: string | undefined }, message: string) => void
}

/** Sends text mails through the mail server of SMTP_URL. */
export function makeMailer({ smtpUrl, from, warn }: Options): Mailer {
  if (!smtpUrl) return { state: () => ({ configured: false, sent: 0, failed: 0 }), send: async () => false }
  const transport = nodemailer.createTransport(smtpUrl, { from, disableFileAccess: true, disableUrlAccess: true })
  let [sent, failed] = [0, 0]
  return {
    state: () => ({ configured: true, sent, failed }),
    async send({ to, kind, values }) {
      try {
        await transport.sendMail({ to, subject: fill(words[`${kind}.subject`], values), text: fill(words[`${kind}.text`], values) })
        sent++
        return true
      } catch (error) {
        failed++
        warn({ code: (error as { code?: string }).code }, 'a mail could not be sent')
        return false
      }
    },
  }
}
