import { join } from 'node:path'
import type { intake as routes } from '@openvrs/contract/intake.ts'
import { readMapping } from '@openvrs/core/mapping/read.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { reading } from '../db/connect.ts'
import { withViewer, type Viewer } from '../db/viewer.ts'
import type { Handlers } from '../http/context.ts'
import { readPublicId } from '../http/public-id.ts'
import type { Runner } from '../jobs/index.ts'
import { findDataflow } from '../registry/index.ts'
import { removeSpool } from '../spool/index.ts'
import { readForm } from './form.ts'
import { presentUpload } from './present.ts'
import { listRejects, REJECTS_A_PAGE } from './rejects.ts'
import { runSuggestion } from './run-reader.ts'
import { sampleMappings } from './samples.ts'
import { findUploadOf, getTarget, getUpload, storeUpload } from './uploads.ts'

/** Counts a look-up of another member's id in that member's ledger. */
type Refused = (viewer: Viewer, owner: string, now: Date) => Promise<void>
type Services = { readonly spoolFolder: string; readonly runner: () => Runner; readonly refused: Refused }

export const intakeHandlers = ({ spoolFolder, runner, refused }: Services): Handlers<typeof routes> => ({
  upload: async ({ query, actor: { viewer }, db, now, request, store }) => {
    await own(viewer, query.report === undefined ? (query.member ?? viewer.member) : readPublicId(query.report).refArea, now, refused)
    await own(viewer, query.member ?? viewer.member, now, refused)
    const target = await withViewer(db, viewer, now, (trx) => getTarget(trx, viewer, query))
    const { spooled, mapping } = await readForm(request, spoolFolder, ['mapping', 'file'])
    try {
      const { dataflow } = readMapping(mapping, target.collection)
      if (dataflow !== target.dataflow) throw new Problem('mapping.other_dataflow', { found: dataflow, expected: target.dataflow })
      const upload = await store(async (trx) => presentUpload(await storeUpload(trx, viewer, target, mapping, spooled, now)), `${spooled.sha256} ${mapping}`)
      runner().kick()
      return upload
    } catch (error) {
      await removeSpool(join(spoolFolder, spooled.name))
      throw error
    }
  },

  show: async ({ params, actor: { viewer }, db, now }) => {
    const { refArea, number } = readPublicId(params.upload)
    await own(viewer, refArea, now, refused)
    return presentUpload(await withViewer(db, viewer, now, (trx) => getUpload(reading(trx), refArea, number)))
  },

  rejects: async ({ params, query, actor: { viewer }, db, now, sentences }) => {
    const { refArea, number } = readPublicId(params.report)
    await own(viewer, refArea, now, refused)
    const rejects = await withViewer(db, viewer, now, async (trx) => {
      const uploadId = await findUploadOf(reading(trx), refArea, number, query.dataflow)
      return uploadId === undefined ? [] : listRejects(reading(trx), { refArea, uploadId }, Number(query.after ?? 0), sentences)
    })
    return { rejects: [...rejects], next: rejects.length < REJECTS_A_PAGE ? null : rejects.at(-1)!.row }
  },

  suggest: async ({ query, actor: { viewer }, db, now, request }) => {
    const found = await withViewer(db, viewer, now, (trx) => findDataflow(reading(trx), query.dataflow))
    if (!found) throw new Problem('not_found')
    const { spooled } = await readForm(request, spoolFolder, ['file'])
    const path = join(spoolFolder, spooled.name)
    try {
      const { mapping, undecided, glimpse } = await runSuggestion({ kind: 'suggest', collection: found.collection, dataflow: query.dataflow, path, key: spooled.key })
      return { mapping, undecided: [...undecided], glimpse: { ...glimpse, columns: glimpse.columns.map((column) => ({ ...column, words: [...column.words] })), first: glimpse.first.map((cells) => [...cells]), encodings: [...glimpse.encodings] } }
    } finally {
      await removeSpool(path)
    }
  },

  samples: async () => ({ samples: await sampleMappings() }),
})

async function own(viewer: Viewer, owner: string, now: Date, refused: Refused): Promise<void> {
  if (owner === viewer.member) return
  await refused(viewer, owner, now)
  throw new Problem('not_found')
}
