import nodemailer from 'nodemailer'
import { letter, type Kind, type Names } from './letter.ts'

/** Whom a mail is for, and the language in which they last read the pages; null where they never did. */
export type Reader = { readonly email: string; readonly language: string | null }

export type Mail = { readonly to: string; readonly kind: Kind; readonly values: { readonly [name: string]: string }; /** The reader's, where it is known or can be guessed; English otherwise. */ readonly language?: string | null | undefined }

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
  readonly names: (language: string) => Promise<Names>
  readonly warn: (facts: { readonly code: string | undefined }, message: string) => void
}

/** Sends text mails through the mail server of SMTP_URL. */
export function makeMailer({ smtpUrl, from, names, warn }: Options): Mailer {
  if (!smtpUrl) return { state: () => ({ configured: false, sent: 0, failed: 0 }), send: async () => false }
  const transport = nodemailer.createTransport(smtpUrl, { from, disableFileAccess: true, disableUrlAccess: true })
  let [sent, failed] = [0, 0]
  return {
    state: () => ({ configured: true, sent, failed }),
    async send({ to, kind, values, language }) {
      const asked = language ?? 'en'
      try {
        await transport.sendMail({ to, ...letter(kind, values, asked, await names(asked)) })
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

/** Tells each of them once, in their own language. A mail that does not arrive changes nothing: what it tells also stands on the pages. */
export async function tellAll(mailer: Mailer, readers: readonly Reader[], mail: Pick<Mail, 'kind' | 'values'>): Promise<void> {
  const once = new Map(readers.map((reader) => [reader.email, reader]))
  await Promise.all([...once.values()].map(({ email, language }) => mailer.send({ ...mail, to: email, language })))
}
