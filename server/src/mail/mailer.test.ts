import { expect, test } from 'vitest'
import { mailServer } from '../../test/mail-server.ts'
import ar from './i18n/mail.ar.json' with { type: 'json' }
import english from './i18n/mail.en.json' with { type: 'json' }
import fr from './i18n/mail.fr.json' with { type: 'json' }
import th from './i18n/mail.th.json' with { type: 'json' }
import { makeMailer } from './mailer.ts'

const mail = { to: 'maya@npl.example', kind: 'invitation', values: { inviter: 'root@cau.example', member: 'NPL', role: 'focal_point', url: 'https://vrs.example/invitation#s3cret', expires: '2026-11-28' } } as const

test('an invitation reaches the mail server with its address, and nothing of it is warned about', async () => {
  const { url, received } = await mailServer()
  const warned: string[] = []
  const mailer = makeMailer({ smtpUrl: url, from: 'OpenVRS <no-reply@vrs.example>', warn: (_facts, message) => void warned.push(message) })
  expect(await mailer.send(mail)).toBe(true)
  expect(received.join('\n')).toContain('RCPT TO:<maya@npl.example>')
  expect(received.join('\n')).toContain('https://vrs.example/invitation#s3cret')
  expect(received.join('\n')).not.toMatch(/\{[a-z]+\}/)
  expect(warned).toEqual([])
  expect(mailer.state()).toEqual({ configured: true, sent: 1, failed: 0 })
})

test('a mail is in the language of its reader, days and roles too; what the language lacks is English', async () => {
  const { url, received } = await mailServer()
  const mailer = makeMailer({ smtpUrl: url, from: 'no-reply@vrs.example', warn: () => undefined })
  for (const language of ['th', 'km']) await mailer.send({ ...mail, language })
  const text = received.join('\n').replaceAll(/=\r?\n/g, '')
  const decoded = [...text.matchAll(/^[A-Za-z0-9+/=\r\n]{80,}$/gm)].map(([block]) => Buffer.from(block, 'base64').toString('utf8')).join('\n')
  expect(decoded).toMatch(/ผู้ประสานงานหลักระดับชาติ[^]*28 พ\.ย\. 2569[^]*https:\/\/vrs\.example\/invitation#s3cret/)
  expect(text).toContain('national focal point')
})

test('a refused mail is a warning without address or secret, and no failure', async () => {
  const { url } = await mailServer(true)
  const warned: string[] = []
  const mailer = makeMailer({ smtpUrl: url, from: 'no-reply@vrs.example', warn: (facts, message) => void warned.push(JSON.stringify(facts) + message) })
  expect(await mailer.send(mail)).toBe(false)
  expect(warned).toHaveLength(1)
  expect(mailer.state()).toEqual({ configured: true, sent: 0, failed: 1 })
  expect(warned[0]).not.toMatch(/maya|s3cret/)
})

test('without a mail server nothing is sent, and the inviter is told so', async () => {
  const mailer = makeMailer({ smtpUrl: undefined, from: 'no-reply@vrs.example', warn: () => undefined })
  expect(await mailer.send(mail)).toBe(false)
})

test('every mail is in every language, with the same places to fill', () => {
  const places = (words: Record<string, string>) => Object.fromEntries(Object.entries(words).filter(([id]) => !id.startsWith('@')).map(([id, text]) => [id, [...text.matchAll(/\{[a-z]+\}/g)].map(([place]) => place).sort()]))
  for (const own of [ar, fr, th]) expect(places(own)).toEqual(expect.objectContaining(Object.fromEntries(Object.entries(places(english)).filter(([id]) => !id.startsWith('role.')).map(([id, all]) => [id, all]))))
})
