/** Calls of the API from its own pages: the session cookie goes along, a refusal is thrown with its sentence. */
export class Refusal extends Error {
  readonly status: number
  constructor(status: number, sentence: string) {
    super(sentence)
    this.status = status
  }
}

export async function call<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
  const response = await fetch(path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }) })
  const answer: unknown = await response.json().catch(() => ({}))
  if (!response.ok) throw new Refusal(response.status, (answer as { detail?: string }).detail ?? '')
  return answer as T
}
