import type { Collection, Dataflow } from '@openvrs/core/metadata/model.ts'
import type { AnswerOf } from '../../api/call.ts'
import type { Draft } from './draft.ts'
import type * as Engine from './engine.ts'

/** A file that was looked into, and what was proposed for it. */
export type Opened = {
  readonly file: File
  readonly engine: typeof Engine
  readonly collection: Collection
  readonly flow: Dataflow
  readonly glimpse: Engine.Glimpse
  readonly proposal: Draft
  readonly samples: AnswerOf<'intake', 'samples'>['samples']
}
