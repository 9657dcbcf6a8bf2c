import { expect, test } from 'vitest'
import { LANGUAGES } from '@openvrs/core/i18n/languages.ts'
import { mailServer } from '../../test/mail-server.ts'
import ar from './i18n/mail.ar.json' with { type: 'json' }
import english from './i18n/mail.en.json' with { type: 'json' }
import fr from './i18n/mail.fr.json' with { type: 'json' }
import th from './i18n/mail.th.json' with { type: 'json' }
import { KINDS, letter, type Names } from './letter.ts'
import { makeMailer, tellAll } from './mailer.ts'

const NAMED: { readonly [language: string]: string } = { en: 'Nepal', fr: 'Népal', th: 'เนปาล', ar: 'نيبال' }
const names = (language: string): Names => ({ member: (code) => (code === 'NPL' ? NAMED[language]! : code), dataflow: (code) => `<${code}>` })
const mail = { to: 'maya@npl.example', kind: 'invitation', values: { inviter: 'root@cau.example', member: 'NPL', role: 'focal_point', url: 'https://vrs.example/invitation#s3cret', expires: '2026-11-28' } } as const
const mailerTo = (smtpUrl: string | undefined, warn: (facts: { code: string | undefined }, message: string) => void = () => undefined) => makeMailer({ smtpUrl, from: 'OpenVRS <no-reply@vrs.example>', names: async (language) => names(language), warn })

/** Something for every place that any mail has to fill. */
const VALUES = {
  inviter: 'root@cau.example', asker: 'focal@npl.example', email: 'mali@npl.example', member: 'NPL', owner: 'NPL', role: 'focal_point', lost: 'both', dataflow: 'VRS_FEE', from: '2026-08', to: '2026-10', opens: '2026-11-28', expires: '2026-11-28', until: '2026-11-21T12:15:00Z', version: '2', url: 'https://vrs.example/members',
}

test('an invitation reaches the mail server with its address, and nothing of it is warned about', async () => {
  const { url, received } = await mailServer()
  const warned: string[] = []
  const mailer = mailerTo(url, (_facts, message) => void warned.push(message))
  expect(await mailer.send(mail)).toBe(true)
  expect(received.join('\n')).toContain('RCPT TO:<maya@npl.example>')
  expect(received.join('\n')).toContain('https://vrs.example/invitation#s3cret')
  expect(warned).toEqual([])
  expect(mailer.state()).toEqual({ configured: true, sent: 1, failed: 0 })
})

test('each is told once, in the own language; English where that is not known or not ours', async () => {
  const { url, mails } = await mailServer()
  await tellAll(mailerTo(url), [{ email: 'a@npl.example', language: 'th' }, { email: 'b@npl.example', language: null }, { email: 'c@npl.example', language: 'km' }, { email: 'a@npl.example', language: 'th' }], { kind: 'leaving_asked', values: VALUES })
  expect(mails.map(({ to }) => to).sort()).toEqual(['a@npl.example', 'b@npl.example', 'c@npl.example'])
  const textTo = (address: string) => mails.find(({ to }) => to === address)!.text
  expect(textTo('a@npl.example')).toContain('เนปาล')
  for (const address of ['b@npl.example', 'c@npl.example']) expect(textTo(address)).toContain('asked that')
})

test('a refused mail is a warning without address or secret, and no failure', async () => {
  const { url } = await mailServer(true)
  const warned: string[] = []
  const mailer = mailerTo(url, (facts, message) => void warned.push(JSON.stringify(facts) + message))
  expect(await mailer.send(mail)).toBe(false)
  expect(warned).toHaveLength(1)
  expect(mailer.state()).toEqual({ configured: true, sent: 0, failed: 1 })
  expect(warned[0]).not.toMatch(/maya|s3cret/)
})

test('without a mail server nothing is sent, and the inviter is told so', async () => {
  expect(await mailerTo(undefined).send(mail)).toBe(false)
})

test('every mail is in every language, with the same places to fill', () => {
  const places = (words: Record<string, string>) => Object.fromEntries(Object.entries(words).filter(([id]) => !id.startsWith('@')).map(([id, text]) => [id, [...new Set([...text.matchAll(/\{[a-z]+\}/g)].map(([place]) => place))].sort()]))
  for (const own of [ar, fr, th]) {
    expect(own['@reviewed']).toMatch(/^(no|\d{4}-\d{2}-\d{2} \S.*)$/)
    expect(places(own)).toEqual(places(english))
  }
})

test.each(LANGUAGES.flatMap((language) => KINDS.map((kind) => [kind, language] as const)))('%s in %s leaves nothing open, and is said in the words of the language', (kind, language) => {
  const { subject, text } = letter(kind, VALUES, language, names(language))
  const whole = `${subject}\n${text}`
  expect(whole, 'a place that nothing fills').not.toMatch(/[{}]|undefined/)
  expect(whole, 'a code where a word belongs').not.toMatch(/\b(NPL|focal_point|both|2026-08|2026-11-28)\b/)
  expect(subject).not.toMatch(/[\r\n]/)
  expect(subject.length).toBeLessThan(120)
  if (text.includes('https:')) expect(text.split('\n'), 'an address stands alone on its line').toContain(VALUES.url)
  if (language !== 'en') expect(text.normalize()).not.toBe(letter(kind, VALUES, 'en', names('en')).text)
})

test('only an invitation and a link have an address that opens by itself; no mail has a figure', () => {
  for (const kind of KINDS) expect(/\{(value|count|figure|total)/.test(english[`${kind}.text`])).toBe(false)
})

test('in Arabic each line runs from the right, and addresses and codes within it keep their own direction', () => {
  const { subject, text } = letter('reset_told', VALUES, 'ar', names('ar'))
  for (const line of [subject, ...text.split('\n').filter((one) => one !== '' && !one.startsWith('https:'))]) expect(line).toMatch(/^\u200f/)
  expect(text).toContain('\u2068mali@npl.example\u2069')
  expect(text.split('\u2068')).toHaveLength(text.split('\u2069').length)
  expect(letter('reset_told', VALUES, 'fr', names('fr')).text).not.toMatch(/[\u2066-\u2069\u200f]/)
})
