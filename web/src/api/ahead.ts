/** Answers that were asked for before the code that wants them had come: each is taken once, by the first call for its address. */
const asked = new Map<string, Promise<Response>>()

/** Sentences come in the language of the page. */
export const usualHeaders = (): Record<string, string> => ({ accept: 'application/json', 'accept-language': document.documentElement.lang })

export function askAhead(address: string): void {
  const answer = fetch(address, { headers: usualHeaders() })
  answer.catch(() => asked.delete(address))
  asked.set(address, answer)
}

export function takeAhead(address: string): Promise<Response> | undefined {
  const answer = asked.get(address)
  asked.delete(address)
  return answer
}

/** After anything was changed, above all who is signed in, what was answered before may be wrong. */
export const forgetAhead = (): void => asked.clear()
