import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { isMap, isScalar, parseDocument, visit } from 'yaml'
import { CORPUS } from '../../server/test/security/scripts.ts'
import { makeSigner } from '../../server/test/certificate.ts'
import { smallMapping } from '../../server/test/mapping.ts'
import { form } from '../../server/test/security/valid.ts'
import { codeOf } from '../authenticator.ts'
import { root } from '../system.ts'

export type Answer = { readonly status: number; readonly text: string; readonly headers: Headers }
export type Ask = (who: string, method: string, path: string, body?: object) => Promise<Answer>

/** Asks as any of the cast, each in one session; a device may call itself anything. */
export function asking(url: string): Ask {
  const cookies = new Map<string, string>()
  return async (who, method, path, body) => {
    if (who !== '' && !cookies.has(who)) {
      const answer = await fetch(`${url}/api/training/session`, { method: 'POST', headers: { 'content-type': 'application/json', origin: url, 'user-agent': mark('a device', '<img src=x onerror=ran()>') }, body: JSON.stringify({ email: who }) })
      if (!answer.ok) throw new Error(`nobody is ${who}: ${await answer.text()}`)
      cookies.set(who, answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; '))
    }
    const multipart = body && 'payload' in body ? (body as ReturnType<typeof form>) : undefined
    const answer = await fetch(url + path, {
      method, headers: { origin: url, prefer: 'wait=30', ...(who === '' ? {} : { cookie: cookies.get(who)! }), ...(multipart?.headers ?? (body ? { 'content-type': 'application/json' } : {})) },
      ...(body ? { body: multipart ? new Uint8Array(multipart.payload) : JSON.stringify(body) } : {}),
    })
    return { status: answer.status, text: await answer.text(), headers: answer.headers }
  }
}

const marks = new Map<string, string>()
/** A text of the corpus, and behind it what it is known by: the field that it was typed into. */
export const mark = (field: string, text: string): string => `${text} ${markOf(field)}`
export function markOf(field: string): string {
  if (!marks.has(field)) marks.set(field, `q${marks.size}q`)
  return marks.get(field)!
}

const all = (field: string, longest: number): string[] => CORPUS.map((text) => mark(field, text)).filter((text) => text.length <= longest)

/** The whole corpus in as few texts as a field is long. */
function bundles(field: string, longest: number, between = '\n'): string[] {
  const found: string[] = ['']
  for (const text of CORPUS.filter((one) => between === '\n' || !/[\t\f]/.test(one))) {
    if (mark(field, `${found.at(-1)}${between}${text}`).length > longest) found.push('')
    found[found.length - 1] = `${found.at(-1)}${between}${text}`.trim()
  }
  return found.map((text) => `${markOf(field)} ${text}`) // what is cut short still says what it is
}

const FLOW = 'VRS_DETECT'

const cell = (text: string): string => `"${mark('a cell', text).replaceAll('"', '""')}"`

/** A national file: the corpus as names of columns and as words. */
export const hostileFile = ['Nationality', 'Month', 'Persons', ...CORPUS.slice(0, 20).map(cell)].join() + '\n' + CORPUS.map((text, at) => [cell(text), 'Mar-26', at, ...CORPUS.slice(0, 20).map(cell)].join()).join('\n')

export type Filled = { readonly draft: string; readonly submitted: string; readonly returned: string; readonly approved: string; readonly uploaded: string; /** Narratives: routes and trends that were added, and that were written anew. */ readonly told: readonly string[]; readonly accepted: ReadonlyMap<string, number> }

/** Puts the corpus into every field of the contract that keeps a text, and into files, as the people of one state and the secretariat would. */
export async function fill(ask: Ask, member: string): Promise<Filled> {
  const of = (local: string, of = member): string => `${local}@${of.toLowerCase()}.example.org`
  const [immigration, police, focal, secretariat, administrator] = [of('reporter'), of('reporter.police'), of('focal'), of('analyst', 'CAU'), 'administrator@cau.example']
  const accepted = new Map<string, number>()
  const put = async (fields: readonly string[], answer: Promise<Answer>): Promise<Answer> => {
    const { status, text } = await answer
    if (status >= 500) throw new Error(`${fields.join()}: ${status} ${text}`)
    for (const field of fields) accepted.set(field, (accepted.get(field) ?? 0) + (status < 300 ? 1 : 0))
    return answer
  }
  const sure = async (answer: Promise<Answer>): Promise<{ [name: string]: unknown }> => {
    const { status, text } = await answer
    if (status >= 300) throw new Error(text)
    return JSON.parse(text) as { [name: string]: unknown }
  }

  await put(['collections.install body.files.*'], ask(administrator, 'POST', '/api/collections', { files: hostileCollection() }))
  for (const [at, name] of bundles('members.add body.name', 120, ' ').entries()) await put(['members.add body.name'], ask(administrator, 'POST', '/api/members', { code: `X_${at}`, name, kind: 'state' }))
  for (const [at, name] of all('units.add body.name', 120).entries()) await put(['units.add body.name'], ask(focal, 'POST', '/api/units', { code: `X_${at}`, name }))
  for (const [at, name] of bundles('units.add body.post.name', 120, ' ').entries()) await put(['units.add body.post.name'], ask(focal, 'POST', '/api/units', { code: `Y_${at}`, name: `Post ${at}`, post: { name, country: 'THA' } }))
  for (const [at, name] of bundles('units.change body.name', 120, ' ').entries()) await put(['units.change body.name'], ask(focal, 'PATCH', `/api/units/Y_${at % 3}`, { name }))
  for (const [at, name] of bundles('units.change body.post.name', 120, ' ').entries()) await put(['units.change body.post.name'], ask(focal, 'PATCH', `/api/units/Y_${at % 3}`, { post: { name, country: 'THA' } }))
  for (const words of bundles('search.save body.words', 200, ' ').slice(0, 45)) await put(['search.save body.words'], ask(of('analyst'), 'POST', '/api/searches', { words, chosen: {}, watched: false }))
  for (const [at, name] of bundles('register.write body.name.*', 300, ' ').entries()) await put(['register.write body.name.*'], ask(secretariat, 'POST', '/api/register/route', { id: `R_X${at}`, name: { en: name }, kind: 'sea' }))
  for (const note of bundles('views.save body.note', 500, ' ')) await put(['views.save body.note'], ask(focal, 'POST', '/api/views', { name: 'Hostile', note, dataflow: FLOW, question: 'show=table', shared: true }))
  const { view } = await sure(ask(focal, 'POST', '/api/views', { name: 'To be changed', dataflow: FLOW, question: 'show=table', shared: true })) as { view: string }
  await put(['views.change body.note'], ask(focal, 'PATCH', `/api/views/${view}`, { note: bundles('views.change body.note', 500, ' ')[0] }))
  for (const [at, name] of bundles('invitations.accept body.name', 120, ' ').slice(0, 12).entries()) await put(['invitations.accept body.name'], settle(ask, focal, member, `x${at}@${member.toLowerCase()}.example`, name))

  const [issuer, subject, acr] = ([['issuer', 1024], ['subject', 300], ['acr', 200]] as const).map(([field, longest]) => bundles(`federation.connect body.${field}`, longest, ' '))
  await put(['issuer', 'subject', 'acr'].map((field) => `federation.connect body.${field}`), ask(focal, 'PUT', '/api/federation/provider', {
    kind: 'saml', issuer: issuer![0]!.replaceAll(/\s/g, '/'), sign_on: 'https://login.example.gov/saml', certificates: [makeSigner(new Date()).certificate], subject: subject![0], trust_factor: true, acr: acr!.slice(0, 20),
  }))

  const { releases } = await sure(ask(focal, 'GET', '/api/releases')) as { releases: { report: string; dataflow: string; to: string }[] }
  const last = releases.filter(({ dataflow }) => dataflow === FLOW).toSorted((a, b) => b.to.localeCompare(a.to))[0]!
  const { rows } = await sure(ask(focal, 'GET', `/api/reports/${last.report}/sections/${FLOW}/rows`)) as { rows: { key: string }[] }
  const { dataflows } = await sure(ask(focal, 'GET', '/api/collections/vrs-msrc')) as { dataflows: { id: string; dimensions: { id: string }[] }[] }
  const citizenship = dataflows.find(({ id }) => id === FLOW)!.dimensions.findIndex(({ id }) => id === 'CITIZENSHIP')
  const ownCitizens = (key: string): string => key.split('.').with(citizenship, member).join('.')
  /** Keys of figures of a month; the first asks for an answer, since citizens seldom enter their own state irregularly. */
  const keysIn = (month: string): string[] => rows.map(({ key }) => key).filter((key) => key.endsWith(last.to)).map((key) => key.replace(last.to, month)).map((key, at) => (at === 0 ? ownCitizens(key) : key))

  /** A draft whose every text is of the corpus. */
  async function draft(who: string, month: string, nth: number): Promise<string> {
    const report = (await sure(ask(who, 'POST', '/api/reports', { freq: 'M', from: month, to: month })) as { rows: { report: string }[] }).rows[0]!.report
    const keys = keysIn(month)
    const notes = [...bundles('reports.edit body.edits.value', 2000), ...all('reports.edit body.edits.value', 2000)]
    const edit = (edits: object[]) => ask(who, 'PATCH', `/api/reports/${report}/cells`, { base: 0, device: 'desk', edits })
    await sure(edit(keys.map((key, at) => ({ dataflow: FLOW, key, column: 'OBS_VALUE', value: String(5 + at) }))))
    await put(['reports.edit body.edits.value'], edit(keys.map((key, at) => ({ dataflow: FLOW, key, column: 'COMMENT_OBS', value: notes[at % notes.length] }))))
    const [note, coverage] = ['def_note', 'coverage'].map((field) => bundles(`reports.declare body.${field}`, 2000))
    await put(['reports.declare body.def_note', 'reports.declare body.coverage'], ask(who, 'PATCH', `/api/reports/${report}/sections/${FLOW}/declarations`, { def_conform: 'N', def_note: note![nth % note!.length], coverage: coverage![nth % coverage!.length] }))
    const comments = CORPUS.map((text, at) => ({ dataflow: FLOW, key: at % 2 === 0 ? keys[0]! : mark('reports.comment body.comments.key', text), column: at % 3 === 0 ? 'OBS_VALUE' : mark('reports.comment body.comments.column', text).slice(-40), ...(at % 2 === 0 && { rule: mark('reports.comment body.comments.rule', text).slice(-60) }), words: mark('reports.comment body.comments.words', text) }))
    await put(['words', 'key', 'column', 'rule'].map((field) => `reports.comment body.comments.${field}`), ask(who, 'POST', `/api/reports/${report}/comments`, { comments, sure: true }))
    return report
  }
  const submit = (who: string, report: string, nth: number) => put(['reports.submit body.comment'], ask(who, 'POST', `/api/reports/${report}/submit`, { comment: bundles('reports.submit body.comment', 2000)[nth], sure: true }))

  const [three, four] = [monthBefore(last.to, 3), monthBefore(last.to, 4)]
  const [open, submitted, returned, approved] = [await draft(immigration, three, 0), await draft(police, three, 1), await draft(immigration, four, 0), await draft(police, four, 1)]
  await submit(police, submitted, 1)
  await submit(immigration, returned, 0)
  await submit(police, approved, 1)
  const comments = CORPUS.map((text, at) => ({ dataflow: FLOW, key: at % 2 === 0 ? keysIn(four)[0]! : mark('reports.return body.comments.key', text), column: at % 3 === 0 ? 'OBS_VALUE' : mark('reports.return body.comments.column', text).slice(-40), words: mark('reports.return body.comments.words', text) }))
  await put(['comment', 'comments.words', 'comments.key', 'comments.column'].map((field) => `reports.return body.${field}`), ask(focal, 'POST', `/api/reports/${returned}/return`, { comment: bundles('reports.return body.comment', 2000)[0], comments, sure: true }))
  await sure(ask(focal, 'POST', `/api/reports/${approved}/approve`, { terms: { level: 'CONTRIBUTORS' } }))

  const told = await tell(monthBefore(last.to, 5))

  const file = ['Country,Month,Count', ...CORPUS.map((text) => `${cell(text)},${three},5`), `MMR,${three},5`].join('\n')
  const upload = await sure(ask(police, 'POST', `/api/uploads?dataflow=${FLOW}`, form({ mapping: smallMapping(), file }, '<img src=x onerror=ran()>.csv'))) as { task: string }
  const { result } = await sure(ask(police, 'GET', `/api/tasks/${upload.task}`)) as { result: { report: string } }
  return { draft: open, submitted, returned, approved, uploaded: result.report, told, accepted }

  /** Releases narratives whose every text is of the corpus. */
  async function tell(period: string): Promise<string[]> {
    const report = (await sure(ask(immigration, 'POST', '/api/reports', { freq: 'M', from: period, to: period })) as { rows: { report: string }[] }).rows[0]!.report
    const path = `/api/reports/${report}/narratives`
    const ids: string[] = []
    const plain = { period, language: 'en', summary: 'Plain.', text: 'Plain.', source_type: 'OFFICERS', reliability: 'B', credibility: '2', series: [], fields: {} }
    for (const how of ['add', 'write'] as const) for (const kind of ['VRS_NARR_ROUTE', 'VRS_NARR_TREND'] as const) {
      const field = (name: string) => `narrative_drafts.${how} body.body.${name}`
      const text = (name: string, longest: number) => bundles(field(name), longest, ' ')
      const body = {
        ...plain, summary: text('summary', 300)[0]!, text: text('text', 20_000)[0]!,
        fields: kind === 'VRS_NARR_TREND' ? { TOPIC: 'ROUTES', DIRECTION: 'NEW', CONFIDENCE: 'LOW', EVIDENCE: text('fields.*', 1000)[0]!, DRIVERS: text('fields.*', 1000).at(-1)! }
          : { LEGS: text('fields.*.*', 300).slice(0, 40).map((HANDOVER, at) => ({ FROM_PLACE: at % 2 === 0 ? 'MAE_SOT' : 'HAT_YAI', TO_PLACE: at % 2 === 0 ? 'HAT_YAI' : 'MAE_SOT', TRANSPORT: 'FOOT', HANDOVER })) },
      }
      const kept = [field('summary'), field('text'), field(kind === 'VRS_NARR_TREND' ? 'fields.*' : 'fields.*.*')]
      const added = how === 'add' ? put(kept, ask(immigration, 'POST', path, { kind, body })) : ask(immigration, 'POST', path, { kind, body: plain })
      const { narrative, edit_no: base } = await sure(added) as { narrative: string; edit_no: number }
      if (how === 'write') await sure(put(kept, ask(immigration, 'PUT', `${path}/${narrative.split('-')[1]}`, { base, body })))
      ids.push(narrative)
    }
    await sure(ask(immigration, 'POST', `/api/reports/${report}/submit`, { comment: 'Nobody is meant.' }))
    await sure(ask(focal, 'POST', `/api/reports/${report}/approve`, { terms: { level: 'CONTRIBUTORS' } }))
    return ids
  }
}

async function settle(ask: Ask, focal: string, member: string, email: string, name: string): Promise<Answer> {
  const { url } = JSON.parse((await ask(focal, 'POST', '/api/invitations', { email, member, role: 'analyst' })).text) as { url: string }
  const answer = await ask('', 'POST', '/api/invitations/accept', { secret: url.split('#')[1], name, password: 'a river of quiet words' })
  if (answer.status !== 200) return answer
  const { ticket, totp_secret: key } = JSON.parse(answer.text) as { ticket: string; totp_secret: string }
  return ask('', 'POST', '/api/invitations/confirm', { ticket, code: codeOf(key) })
}

const monthBefore = (month: string, by: number): string => new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 1 - by, 1)).toISOString().slice(0, 7)

/** The collection that comes with the program, in a version whose texts are of the corpus. */
function hostileCollection(): { [file: string]: string } {
  const folder = join(root, 'collections', 'vrs-msrc')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'))
  let at = 0
  const plain = CORPUS.filter((text) => !/[{}\t\f]/.test(text)) // braces name values in the sentences of rules
  const next = (): string => mark('collections.install body.files.*', plain[at++ % plain.length]!)
  return Object.fromEntries(files.map((name) => {
    const document = parseDocument(readFileSync(join(folder, name), 'utf8'))
    if (!name.startsWith('i18n') && !name.startsWith('register')) visit(document, {
      Pair: (_, { key, value }) => {
        if (!isScalar(key) || !['name', 'description', 'message', 'reason'].includes(String(key.value))) return
        if (isScalar(value)) value.value = `${String(value.value)} ${next()}`
        else if (isMap(value) && value.has('en')) value.set('en', `${String(value.get('en'))} ${next()}`)
      },
    })
    if (name === 'collection.yaml') document.set('version', String(document.get('version')).replace(/\d+$/, (patch) => String(Number(patch) + 1)))
    return [name, document.toString({ lineWidth: 0 })]
  }))
}
