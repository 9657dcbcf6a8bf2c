import { randomUUID } from 'node:crypto'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import type { Sentences } from '@openvrs/core/i18n/sentences.ts'
import { placeText, Problem, problemStatus, problemText, type Place, type ProblemCode, type ProblemValues } from '@openvrs/core/problem.ts'
import { speak } from './language.ts'

/** Every refusal leaves as RFC 9457 `application/problem+json`, made from the one catalogue. */
export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => sendProblem(reply, problemOf(error, request)))
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const status = problemStatus(problem.code)
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  return reply.code(status).type('application/problem+json').serializer(JSON.stringify).send(problemBody(problem, speak(reply.request, reply)))
}

export const problemBody = (problem: Problem, sentences: Sentences) => ({
  type: `urn:openvrs:problem:${problem.code}`,
  ...problemText(problem.code, problem.values, sentences),
  status: problemStatus(problem.code),
  code: problem.code,
  ...(Object.keys(problem.values).length > 0 ? { values: problem.values } : {}),
  ...(problem.places.length > 0 ? { errors: problem.places.map((place) => ({ path: place.path, message: placeText(place, sentences) })) } : {}),
})

/** A problem as a task keeps it: who reads of it later, in whichever language, is told then. */
export type KeptProblem = { readonly code: ProblemCode; readonly values?: ProblemValues; readonly errors?: readonly Place[] }
export const keepProblem = ({ code, values, places }: Problem): KeptProblem => ({ code, values, errors: places })
export const keptProblemBody = ({ code, values, errors }: KeptProblem, sentences: Sentences) => problemBody(new Problem(code, values, errors), sentences)

/** Places name what was sent: of a million wrong fields a few say enough, and an answer is not made as long as the request. */
const MOST_PLACES = 50
const LONGEST_WORDS = 300

/** What an error means to the one who asked. What nobody foresaw is logged by name and reference, never with values. */
export function problemOf(error: unknown, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    const where = error.validationContext ?? 'request'
    return new Problem('request.invalid', {}, error.validation.slice(0, MOST_PLACES).map((v) => ({ path: `${where}${v.instancePath}`.slice(0, LONGEST_WORDS), message: (v.message ?? '').slice(0, LONGEST_WORDS) })))
  }
  const known = knownCode(error)
  if (known) return new Problem(known.code, known.values)
  const reference = randomUUID().slice(0, 8)
  const { name, code, stack } = error as { name?: string; code?: string; stack?: string }
  request.log.error({ reference, name, code, at: stack?.split('\n').filter((line) => line.trimStart().startsWith('at ')).slice(0, 6) }, 'failed')
  return new Problem('server.failed', { reference })
}

function knownCode(error: unknown): { code: ProblemCode; values?: ProblemValues } | undefined {
  const code = (error as { code?: unknown }).code
  switch (code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return { code: 'request.unsupported_type', values: { expected: 'application/json' } }
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
    case 'FST_REQ_FILE_TOO_LARGE':
      return { code: 'request.too_large', values: { limit: 'size' } }
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
    case '22021': // a NUL in the mapping of a form
      return { code: 'request.invalid' }
    case 'FST_STATIC_FORBIDDEN_PATH': // a way out of the folder of the pages
      return { code: 'not_found' }
    case '53100':
    case 'ENOSPC':
      return { code: 'server.storage_full' }
    case '57P01': case '57P02': case '57P03': case '08006': case '08003': case '08001': case 'ECONNREFUSED': case 'ECONNRESET': case 'EPIPE': case 'ENOENT': case '53300':
      return { code: 'server.not_ready' }
    default:
      if (error instanceof SyntaxError && (error as { statusCode?: number }).statusCode === 400) return { code: 'request.invalid' }
      if (error instanceof Error && /Connection terminated|timeout exceeded when trying to connect|is not queryable$/.test(error.message)) return { code: 'server.not_ready' }
      return undefined
  }
}
