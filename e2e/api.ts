/** Asks the API of a system as the holder of a token, and waits for long work. Fails where the answer is a refusal. */
export type Api = <T>(method: string, path: string, body?: object) => Promise<T>

export const apiAs = (url: string, token: string): Api => async <T>(method: string, path: string, body?: object) => {
  const answer = await fetch(url + path, { method, headers: { authorization: `Bearer ${token}`, prefer: 'wait=30', ...(body ? { 'content-type': 'application/json' } : {}) }, ...(body ? { body: JSON.stringify(body) } : {}) })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path}: ${text}`)
  return (text === '' ? undefined : JSON.parse(text)) as T
}
