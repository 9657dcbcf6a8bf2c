import { fill } from '@openvrs/core/problem.ts'
import words from '../i18n/cli.en.json' with { type: 'json' }

/** What a command tells the program that ran it (a promise: commands.md). */
export const EXIT = { done: 0, findings: 1, usage: 2, denied: 3, conflict: 4, unreachable: 5, failed: 6 } as const

/** Used wrongly: a sentence of the catalogue, exit 2. */
export class UsageError extends Error {
  constructor(word: keyof typeof words.usage_errors, values: { [name: string]: string } = {}) {
    super(fill(words.usage_errors[word], values))
  }
}

/** The server could not be reached: exit 5. */
export class Unreachable extends Error {
  constructor(url: string) {
    super(fill(words.unreachable, { url }))
  }
}

/** The API refused: a problem of RFC 9457. */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  readonly places: readonly { path: string; message: string }[]

  constructor(status: number, body: { code?: string; detail?: string; title?: string; errors?: readonly { path: string; message: string }[] }) {
    super(body.detail ?? body.title ?? fill(words.refused, { status }))
    this.status = status
    this.code = body.code ?? ''
    this.places = body.errors ?? []
  }

  get exit(): number {
    if (this.status === 422) return EXIT.findings
    if (this.status === 401 || this.status === 403 || this.status === 404) return EXIT.denied
    if (this.status === 409) return EXIT.conflict
    if (this.status >= 500) return EXIT.failed
    return EXIT.usage
  }
}
