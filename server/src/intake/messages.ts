import type { Reject } from '@openvrs/core/mapping/refusals.ts'
import type { Glimpse } from '@openvrs/core/mapping/glimpse.ts'
import type { Suggestion } from '@openvrs/core/mapping/suggest.ts'
import type { Collection } from '@openvrs/core/metadata/model.ts'
import type { ProblemCode, ProblemValues } from '@openvrs/core/problem.ts'
import type { Chunk, IntakeJob, IntakeResult, Step } from './process.ts'

export type Spool = { readonly path: string; readonly key: Uint8Array }
/** What the reader is started with: what to do, and where the encrypted file lies. */
export type ProcessInput = Spool & { readonly kind: 'process'; readonly job: IntakeJob }
export type SuggestInput = Spool & { readonly kind: 'suggest'; readonly collection: Collection; readonly dataflow: string }
export type ReaderInput = ProcessInput | SuggestInput

/** What the reader says. After `rejects` it waits for an `acknowledged` before it has more than a few batches under way. */
export type FromReader =
  | { readonly kind: 'progress'; readonly step: Step; readonly rows: number; readonly all?: number }
  | { readonly kind: 'rejects'; readonly rejects: readonly Reject[] }
  | { readonly kind: 'chunk'; readonly chunk: Chunk }
  | { readonly kind: 'done'; readonly result: IntakeResult }
  | { readonly kind: 'suggested'; readonly suggestion: Suggestion & { readonly glimpse: Glimpse } }
  | { readonly kind: 'problem'; readonly code: ProblemCode; readonly values: ProblemValues; readonly places: readonly { readonly path: string; readonly message: string }[] }
  /** What nobody foresaw; without its message, which may hold what was read. */
  | { readonly kind: 'failed'; readonly name: string; readonly code?: string; readonly stack: string }

export type ToReader = { readonly kind: 'acknowledged' }
