import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { exports as routes } from '@openvrs/contract/exports.ts'
import type { Sentences } from '@openvrs/core/i18n/sentences.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { ownChain } from '@openvrs/core/sharing/abilities.ts'
import { appendAudit } from '../audit/index.ts'
import { reading } from '../db/connect.ts'
import { withViewer, type Viewer } from '../db/viewer.ts'
import { planFor } from '../explore/index.ts'
import type { Handlers } from '../http/context.ts'
import { readPublicId } from '../http/public-id.ts'
import { presentTask, type Runner, type TaskId } from '../jobs/index.ts'
import { openSpool, removeSpool } from '../spool/index.ts'
import { dropFile, getFile, isStillSeen, listFiles, orderFile, type Listed } from './files.ts'
import { checkFit, KINDS } from './write.ts'

export type ExportServices = { readonly folder: string; readonly runner: () => Runner; /** Counts a look-up of another member's id in that member's ledger. */ readonly refused: (viewer: Viewer, owner: string, now: Date) => Promise<void> }

export function exportHandlers({ folder, runner, refused }: ExportServices): Handlers<typeof routes> {
  const own = async (text: string, viewer: Viewer, now: Date): Promise<TaskId> => {
    const id = readPublicId(text)
    if (id.refArea === viewer.member) return id
    await refused(viewer, id.refArea, now)
    throw new Problem('not_found')
  }
  return {
    make: async ({ body: { dataflow, format, ...question }, actor: { viewer }, db, now, sentences, store }) => {
      checkFit(format, await planFor(db, viewer, dataflow, question, now))
      const file = await store(async (trx) => present(await orderFile(trx, viewer, { question, dataflow, format, language: sentences.language }, now), sentences))
      runner().kick()
      return file
    },

    list: async ({ actor: { viewer }, db, now, sentences }) =>
      ({ exports: (await withViewer(db, viewer, now, (trx) => listFiles(reading(trx), now))).map((one) => present(one, sentences)) }),

    file: async ({ params, actor: { viewer }, db, now, reply }) => {
      const id = await own(params.task, viewer, now)
      const file = await withViewer(db, viewer, now, async (trx) => {
        const found = await getFile(reading(trx), id, now)
        if (found.spool_name === null) throw new Problem('exports.unready')
        if (!(await isStillSeen(trx, found))) throw new Problem('exports.narrowed')
        await access(join(folder, found.spool_name)).catch(() => { throw new Problem('exports.unready') })
        await appendAudit(trx, { chain: ownChain(viewer), at: now, actor: viewer.person, action: 'figures.downloaded', subject: found.dataflow, detail: { as: found.format, rows: found.rows, file: params.task } })
        return found
      })
      const { type, ending } = KINDS[file.format]
      reply.type(type).header('content-disposition', `attachment; filename="${file.dataflow}.${ending}"`).header('cache-control', 'no-store').header('content-length', file.bytes)
      return Readable.from(openSpool(join(folder, file.spool_name!), file.spool_key!), { objectMode: false })
    },

    remove: async ({ params, actor: { viewer }, db, now }) => {
      const id = await own(params.task, viewer, now)
      const name = await withViewer(db, viewer, now, async (trx) => dropFile(trx, await getFile(reading(trx), id, now)))
      if (name !== null) await removeSpool(join(folder, name))
      runner().kick()
      return undefined
    },
  }
}

const present = ({ file, task }: Listed, sentences: Sentences) =>
  ({ task: presentTask(task, sentences), dataflow: file.dataflow, format: file.format, made: file.made_at.toISOString(), expires: file.expires_at.toISOString(), rows: file.rows, bytes: file.bytes })
