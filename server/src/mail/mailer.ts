import nodemailer from 'nodemailer'
import { dayWords } from '@openvrs/core/i18n/period-words.ts'
import { fill } from '@openvrs/core/problem.ts'
import ar from './i18n/mail.ar.json' with { type: 'json' }
import english from './i18n/mail.en.json' with { type: 'json' }
import fr from './i18n/mail.fr.json' with { type: 'json' }
import th from './i18n/mail.th.json' with { type: 'json' }

type Words = { readonly [key: string]: string }
/** What a language lacks is said in English. */
const WORDS: { readonly [language: string]: Words } = { ar, fr, th }

export type Mail = { readonly to: string; readonly kind: 'invitation' | 'reset_link' | 'reset_told' | 'reset_notice' | 'reset_done' | 'leaving_asked' | 'figures_narrowed' | 'figures_withdrawn'; readonly values: { readonly [name: string]: string }; /** The reader's, where it is known or can be guessed. */ readonly language?: string }

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
    async send({ to, kind, values, language = 'en' }) {
      try {
        await transport.sendMail({ to, ...letter(kind, values, language) })
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

/** Days, roles and what was lost are said in the words of the language. Addresses are left as they are, so that a link can be opened. */
function letter(kind: Mail['kind'], values: Mail['values'], asked: string): { readonly subject: string; readonly text: string } {
  const own = WORDS[asked]
  const language = own?.[`${kind}.text`] === undefined ? 'en' : asked
  const words: Words = language === 'en' ? english : own!
  const said = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, name === 'role' || name === 'lost' ? (words[`${name}.${value}`] ?? value) : dayWords(language, value)]))
  const of = (part: string) => fill(words[`${kind}.${part}`]!, said)
  return { subject: of('subject'), text: of('text') }
}
