/** Asks the API of a system, and waits for long work. Fails where the answer is a refusal. */
export type Api = <T>(method: string, path: string, body?: object) => Promise<T>

/** As the holder of a token. */
export const apiAs = (url: string, token: string): Api => api(url, { authorization: `Bearer ${token}` })

/** As one of the training cast in a session, for what takes a second factor that was just given. */
export async function apiInSession(url: string, email: string): Promise<Api> {
  const answer = await fetch(`${url}/api/training/session`, { method: 'POST', headers: { 'content-type': 'application/json', origin: url }, body: JSON.stringify({ email }) })
  if (!answer.ok) throw new Error(`nobody is ${email}: ${await answer.text()}`)
  return api(url, { origin: url, cookie: answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ') })
}

const api = (url: string, who: Readonly<Record<string, string>>): Api => async <T>(method: string, path: string, body?: object) => {
  const answer = await fetch(url + path, { method, headers: { ...who, prefer: 'wait=30', ...(body ? { 'content-type': 'application/json' } : {}) }, ...(body ? { body: JSON.stringify(body) } : {}) })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path}: ${text}`)
  return (text === '' ? undefined : JSON.parse(text)) as T
}
