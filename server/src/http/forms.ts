import type { FastifyInstance } from 'fastify'
import { Problem } from '@openvrs/core/problem.ts'

export const FORM = 'application/x-www-form-urlencoded'

export const isForm = (type: string | undefined): boolean => type?.split(';')[0]!.trim().toLowerCase() === FORM

/** Forms without files, as a page posts them: names with one text each. Which routes take one, the contract says. */
export function readForms(app: FastifyInstance): void {
  app.addContentTypeParser(FORM, { parseAs: 'string' }, async (_request: unknown, body: string) => {
    const fields = [...new URLSearchParams(body)]
    const names = new Set(fields.map(([name]) => name))
    if (names.size !== fields.length || names.has('__proto__')) throw new Problem('request.invalid', {}, [{ path: 'body', message: 'each field stands there once' }])
    return Object.fromEntries(fields)
  })
}
