import { hrefOf, Refusal, type AnswerOf, type InputOf } from '../../api/call.ts'

export type Upload = AnswerOf<'intake', 'upload'>

/** Sends a file and its mapping, telling what share has gone: `fetch` does not say that of what it sends. */
export function send(query: NonNullable<InputOf<'intake', 'upload'>['query']>, file: File, mapping: string, tell: (share: number) => void, signal: AbortSignal): Promise<Upload> {
  const form = new FormData()
  form.append('mapping', mapping)
  form.append('file', file)
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', hrefOf('intake', 'upload', { query }))
    request.responseType = 'json'
    request.setRequestHeader('idempotency-key', crypto.randomUUID())
    request.upload.addEventListener('progress', ({ loaded, total }) => tell(total > 0 ? loaded / total : 0))
    request.addEventListener('load', () => (request.status < 300 ? resolve(request.response as Upload) : reject(new Refusal(request.status, (request.response ?? {}) as object))))
    request.addEventListener('error', () => reject(new Refusal(0, {})))
    request.addEventListener('abort', () => reject(signal.reason as Error))
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(form)
  })
}
