import type { MultipartFile, MultipartValue } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { join } from 'node:path'
import { Problem } from '@openvrs/core/problem.ts'
import { removeSpool, type Spooled } from '../spool/index.ts'
import { LIMITS, megabytes } from './limits.ts'
import { spoolUpload } from './spool-upload.ts'

const LONGEST_MAPPING = 1024 * 1024
/** A boundary has 70 characters at most (RFC 2046); the parser of forms fails over one of more than 256. */
const LONGEST_TYPE = 200

/**
 * Reads the form of an upload: the file goes to the spool as it comes, the mapping to memory. Throws `upload.parts` where a part lacks or comes
 * twice, and what `spoolUpload` throws; nothing of the file stays behind then.
 */
export async function readForm<Wanted extends 'mapping' | 'file'>(request: FastifyRequest, folder: string, wanted: readonly Wanted[]): Promise<{ readonly spooled: Spooled; readonly mapping: string }> {
  if (!request.isMultipart()) throw new Problem('request.unsupported_type', { expected: 'multipart/form-data' })
  if ((request.headers['content-type'] ?? '').length > LONGEST_TYPE) throw new Problem('request.invalid')
  let spooled: Spooled | undefined
  let mapping: string | undefined
  try {
    for await (const part of request.parts({ limits: { parts: 4, files: 2, fields: 2, fieldSize: LONGEST_MAPPING, fileSize: LIMITS.bytes + 1 } })) {
      if (!wanted.some((name) => name === part.fieldname)) throw missing(wanted)
      if (part.fieldname === 'mapping' && mapping === undefined) mapping = await readText(part)
      else if (part.fieldname === 'file' && part.type === 'file' && !spooled) spooled = await spoolUpload(folder, part.file, LIMITS.bytes)
      else throw missing(wanted)
    }
    if (!spooled || (mapping === undefined && wanted.some((name) => name === 'mapping'))) throw missing(wanted)
    return { spooled, mapping: mapping ?? '' }
  } catch (error) {
    // The rest is read and thrown away: who is still sending would else find the connection broken, and not the answer.
    request.raw.unpipe()
    request.raw.resume()
    if (spooled) await removeSpool(join(folder, spooled.name))
    throw known(error)
  }
}

const missing = (wanted: readonly string[]): Problem => new Problem('upload.parts', { parts: wanted.map((name) => `\`${name}\``).join(' and ') })

async function readText(part: MultipartFile | MultipartValue): Promise<string> {
  if (part.type === 'field') {
    if (part.valueTruncated === true) throw new Problem('request.too_large', { limit: megabytes(LONGEST_MAPPING) })
    return String(part.value)
  }
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of part.file as AsyncIterable<Buffer>) {
    if ((bytes += piece.length) > LONGEST_MAPPING) throw new Problem('request.too_large', { limit: megabytes(LONGEST_MAPPING) })
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}

/** What the parser of the form throws; a connection that broke off is nobody's problem any more. */
function known(error: unknown): unknown {
  if (error instanceof Problem) return error
  const code = String((error as { code?: unknown }).code ?? '')
  if (code === 'FST_REQ_FILE_TOO_LARGE') return new Problem('intake.too_large', { limit: megabytes(LIMITS.bytes) })
  return code.startsWith('FST_') || /^(Malformed|Unexpected|Multipart)/.test((error as Error).message) ? new Problem('request.invalid') : error
}
