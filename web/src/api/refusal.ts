/** A refusal of the API (RFC 9457): its sentence is for the reader, its code for us. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  readonly places: readonly { readonly path: string; readonly message: string }[]
  readonly values: { readonly [name: string]: string | number }

  constructor(status: number, body: { code?: string; title?: string; detail?: string; errors?: readonly { path: string; message: string }[]; values?: Record<string, string | number> }) {
    super(body.detail ?? body.title ?? '')
    this.status = status
    this.code = body.code ?? (status === 0 ? 'unreachable' : '')
    this.places = body.errors ?? []
    this.values = body.values ?? {}
  }
}
