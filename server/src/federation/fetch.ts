import { lookup } from 'node:dns'
import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { Problem } from '@openvrs/core/problem.ts'
import { isLoopback, isPublic } from './addresses.ts'

const TIME_MS = 5000
const MOST_BYTES = 262_144

export type Mode = 'training' | 'live'
type Asked = { readonly method: string; readonly headers: Record<string, string>; readonly body?: unknown; readonly signal?: AbortSignal }

/**
 * Asks an address that a person typed: https and public alone (a training system also this machine), the answer of the name
 * server checked and then used as it is, no redirect followed, short and soon. Throws `provider.address_refused`.
 */
export async function fetchPublic(mode: Mode, address: string, { method, headers, body, signal }: Asked): Promise<Response> {
  const url = requirePublic(mode, address)
  const until = AbortSignal.any([AbortSignal.timeout(TIME_MS), ...(signal ? [signal] : [])])
  const options: RequestOptions = { method, headers, lookup: pinned(mayReach(mode, url)), signal: until, agent: false }
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, options, resolve)
    request.on('error', reject).end(body === undefined || body === null ? undefined : String(body))
  })
  return new Response(hasBody(answer.statusCode) ? await readShort(answer) : null, { status: answer.statusCode, headers: plain(answer.headers) })
}

/** An address as it may be asked at all; whom its name leads to is looked at when it is asked. */
export function requirePublic(mode: Mode, address: string): URL {
  const url = requireSafe(mode, address)
  if (url.search) throw new Problem('provider.address_refused')
  return url
}

/** An address to which people are sent at all: by their own browser, which may be inside a network. */
export function requireSafe(mode: Mode, address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (!url || url.username || url.password || url.hash) throw new Problem('provider.address_refused')
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && mode === 'training' && isOwn(url))) throw new Problem('provider.address_refused')
  const host = hostOf(url)
  if (isIP(host) && !mayReach(mode, url)(host)) throw new Problem('provider.address_refused')
  return url
}

const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '')
const isOwn = (url: URL): boolean => url.hostname === 'localhost' || isLoopback(hostOf(url))
const mayReach = (mode: Mode, url: URL): ((address: string) => boolean) => (mode === 'training' && isOwn(url) ? isLoopback : isPublic)

/** One look at the name; if any of its addresses is not allowed, none is asked. */
const pinned = (allowed: (address: string) => boolean): LookupFunction => (name, options, done) =>
  lookup(name, { all: true }, (error, found) => {
    if (error) return done(error, '', 0)
    if (found.length === 0 || !found.every(({ address }) => allowed(address))) return done(new Problem('provider.address_refused'), '', 0)
    return options.all ? done(null, found) : done(null, found[0]!.address, found[0]!.family)
  })

const hasBody = (status: number | undefined): boolean => status !== 204 && status !== 304

async function readShort(answer: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of answer as AsyncIterable<Buffer>) {
    size += part.length
    if (size > MOST_BYTES) throw new Error('the answer is too long')
    parts.push(part)
  }
  return Buffer.concat(parts)
}

const plain = (headers: IncomingMessage['headers']): [string, string][] => Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as [string, string]]))
