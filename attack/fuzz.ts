import { request } from 'node:http'
import fc from 'fast-check'
import { allRoutes, type Route } from '@openvrs/contract'
import catalogue from '@openvrs/core/i18n/problems.en.json' with { type: 'json' }
import type { System } from '../e2e/system.ts'
import { MEMBER, PARTS, PUBLIC_ID, requestOf, schemaOf, type Input } from '../server/test/security/valid.ts'
import { arbitraryOf, type Real } from './arbitrary.ts'

/** What an answer had wrong with it. */
type Fault = { readonly route: string; readonly request: string; readonly why: string }

/** They end the asker's own session or token, after which every answer is 401. */
const ENDS_THE_ASKER: readonly string[] = ['session.signOut', 'session.end', 'tokens.revoke', 'session.changePassword', 'people.disable', 'people.change']

/**
 * Asks every route of the contract of a running system, as several of the cast, `rounds` times each, with values made from
 * its schemas. Never a 5xx; an answer is what the contract says, or a problem of the catalogue. Resolves to what was not so.
 */
export async function fuzz(system: System, rounds: number, seed: number, say: (line: string) => void): Promise<readonly Fault[]> {
  const tokens = await Promise.all([['THA', 'focal_point'], ['KHM', 'reporter'], ['CAU', 'cau_analyst'], ['CAU', 'administrator']].map(([member, role]) => system.token(member!, role!)))
  const reports = (await system.ok(tokens[0]!, 'report', 'list')).rows.map((row) => row['report']!).slice(0, 5)
  const real: Real = (pattern) => (pattern === PUBLIC_ID ? [...reports, 'THA-1', 'KHM-1', 'USA-1'] : pattern === MEMBER ? ['THA', 'KHM', 'USA', 'CAU'] : /VRS|\[A-Z\]\[A-Z0-9_\]/.test(pattern) ? ['VRS_DETECT', 'VRS_FLOW'] : [])
  const faults: Fault[] = []
  let asked = 0
  for (const route of allRoutes.filter(({ id }) => !ENDS_THE_ASKER.includes(id))) {
    const inputs = fc.record(Object.fromEntries(PARTS.flatMap((part) => {
      const schema = schemaOf(route, part)
      return schema ? [[part, arbitraryOf(schema, real)]] : []
    }))) as fc.Arbitrary<Input>
    for (const input of fc.sample(inputs, { seed, numRuns: rounds })) {
      const token = tokens[asked++ % tokens.length]!
      const fault = await ask(system.url, route, input, token)
      if (fault) faults.push(fault)
    }
    say(`${route.id}: ${rounds} requests, ${faults.filter((fault) => fault.route === route.id).length} faults`)
  }
  say(`${asked} requests`)
  return faults
}

async function ask(url: string, route: Route, input: Input, token: string): Promise<Fault | undefined> {
  const { url: path, method, headers, payload } = requestOf(route, { ...(isObject(input.params) ? { params: input.params } : {}), ...(isObject(input.query) ? { query: input.query } : {}), ...('body' in input ? { body: input.body } : {}) })
  const told = `${method} ${path.slice(0, 300)} ${payload?.toString().slice(0, 300) ?? ''}`
  const wrong = (why: string): Fault => ({ route: route.id, request: told, why })
  const answer = await send(new URL(path, url), method, { ...headers, authorization: `Bearer ${token}` }, payload).catch((error: Error) => error)
  if (answer instanceof Error) return wrong(`no answer: ${answer.message}`)
  const { text } = answer
  if (answer.status >= 500 && answer.status !== 503) return wrong(`${answer.status} ${text.slice(0, 300)}`)
  return answer.status < 400 ? answerFault(route, answer, text, wrong) : problemFault(answer, text, wrong)
}

function answerFault(route: Route, answer: Answer, text: string, wrong: (why: string) => Fault): Fault | undefined {
  const expected = route.status ?? 200
  if (answer.status !== expected && answer.status !== 200) return wrong(`answered ${answer.status}, the contract says ${expected}`)
  if (!route.response || !answer.type?.startsWith('application/json')) return undefined
  const read = route.response.safeParse(JSON.parse(text))
  return read.success ? undefined : wrong(`the answer is not what the contract says: ${JSON.stringify(read.error.issues).slice(0, 300)}`)
}

function problemFault(answer: Answer, text: string, wrong: (why: string) => Fault): Fault | undefined {
  if (!answer.type?.startsWith('application/problem+json')) return wrong(`${answer.status} without a problem: ${text.slice(0, 200)}`)
  const { code, status } = JSON.parse(text) as { code: string; status: number }
  const known = (catalogue as unknown as { readonly [code: string]: { readonly status: number } | undefined })[code]
  if (!known) return wrong(`a problem that no catalogue has: ${code}`)
  return known.status === answer.status && status === answer.status ? undefined : wrong(`${code} with the status ${answer.status}`)
}

const isObject = (value: unknown): value is { [name: string]: unknown } => typeof value === 'object' && value !== null && !Array.isArray(value)

type Answer = { readonly status: number; readonly type: string | undefined; readonly text: string }

let sent = 0
/** From another address of this machine every thousand requests: how many may come from one is another matter. */
function send(url: URL, method: string, headers: { readonly [name: string]: string }, payload: string | Buffer | undefined): Promise<Answer> {
  const localAddress = url.pathname.startsWith('/api/training') ? '127.0.0.1' : `127.0.3.${1 + (Math.floor(sent++ / 1000) % 250)}`
  return new Promise((resolve, reject) => {
    const length = payload === undefined ? {} : { 'content-length': String(Buffer.byteLength(payload)) }
    const asked = request({ host: '127.0.0.1', port: url.port, path: `${url.pathname}${url.search}`, method, headers: { host: url.host, ...headers, ...length }, localAddress, agent: false, timeout: 60_000 }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part)).once('error', reject).once('end', () => resolve({ status: response.statusCode!, type: response.headers['content-type'], text: Buffer.concat(parts).toString() }))
    })
    asked.once('error', reject).once('timeout', () => asked.destroy(new Error('it took more than a minute')))
    asked.end(payload)
  })
}
