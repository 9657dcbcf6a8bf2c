/** Answers that were asked for before the code that wants them had come: each is taken once, by the first call for its address. */
const asked = new Map<string, Promise<Response>>()

/** Sentences come in the language of the page. */
export const usualHeaders = (): Record<string, string> => ({ accept: 'application/json', 'accept-language': document.documentElement.lang })

/** On a slow line the code takes some seconds; what nobody has wanted by then is let go, and would soon be old. */
const UNWANTED_MS = 20_000

export function askAhead(address: string): void {
  const answer = fetch(address, { headers: usualHeaders() })
  answer.catch(() => asked.delete(address))
  asked.set(address, answer)
  setTimeout(() => { if (asked.get(address) === answer) letGo(address) }, UNWANTED_MS)
}

export function takeAhead(address: string): Promise<Response> | undefined {
  const answer = asked.get(address)
  asked.delete(address)
  return answer
}

/** After anything was changed, above all who is signed in, what was answered before may be wrong. */
export const forgetAhead = (): void => [...asked.keys()].forEach(letGo)

/** What is left unread keeps its connection. */
const letGo = (address: string): void => void takeAhead(address)?.then((answer) => answer.body?.cancel()).catch(() => undefined)
