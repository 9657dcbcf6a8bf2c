import type { Collection, Dataflow } from '@openvrs/core/metadata/model.ts'
import type { Draft } from './draft.ts'
import type * as Engine from './engine.ts'

/** What the parts of the assistant work on: the file, the mapping as it is decided so far, and the core that reads both. */
export type Desk = {
  readonly engine: typeof Engine
  readonly glimpse: Engine.Glimpse
  readonly collection: Collection
  readonly flow: Dataflow
  readonly draft: Draft
  /** Words whose rows are to be rejected, because a person said so. */
  readonly left: Engine.Left
  readonly open: Readonly<Record<Engine.Step, number>>
  readonly change: (draft: Draft) => void
  readonly leave: (dimension: string, word: string, isLeft: boolean) => void
}
