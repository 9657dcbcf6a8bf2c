import { join } from 'node:path'
import { ownChain } from '@openvrs/core/sharing/abilities.ts'
import { appendAudit } from '../audit/index.ts'
import type { Cube } from '../cube/index.ts'
import { reading } from '../db/connect.ts'
import { withSight, withViewer } from '../db/viewer.ts'
import { planFor, streamPlan, type Inquirer, type Stream } from '../explore/index.ts'
import { defineTask, teller } from '../jobs/index.ts'
import { namesIn } from '../registry/index.ts'
import { countUse } from '../sharing/index.ts'
import { removeSpool, spoolFile, type Spooled } from '../spool/index.ts'
import { fillFile, type Order } from './files.ts'
import type { Spoken } from './sheets.ts'
import { MOST_ROWS, takenOf } from './taken.ts'
import { namesOf } from './words.ts'
import { bytesOf, checkFit } from './write.ts'

export type Place = { readonly cube: Cube | undefined; readonly folder: string; readonly publicUrl: string }

/**
 * Makes a file under the terms of this moment. The file itself lies sealed beside what counts; its row, the ledger, the entry in the
 * own chain and the end of the task are one transaction, so that a crash leaves all of it or a sealed file that nobody has the key of.
 */
export const exportTask = ({ cube, folder, publicUrl }: Place) => defineTask<Order>(async (run) => {
  const { viewer, db, signal, input: { question, dataflow, format, language } } = run
  const now = run.now()
  const planned = await planFor(db, viewer, dataflow, question, now)
  checkFit(format, planned)
  const { member } = await withViewer(db, viewer, now, (trx) => namesIn(reading(trx), language))
  const spoken: Spoken = { language, names: namesOf(planned.collection, planned.plan.flow, language, member), url: publicUrl }
  const tell = teller(run.progress)

  let spooled: Spooled | undefined
  const discard = async (): Promise<void> => { if (spooled) await removeSpool(join(folder, spooled.name)) }
  const write = async (stream: Stream) => {
    await discard()
    let rows = 0
    const taken = takenOf(planned, stream, (count) => {
      rows = count
      tell('writing', count)
    })
    spooled = await spoolFile(folder, bytesOf(format, taken, spoken))
    return { spooled, rows, owners: taken.owners, released: taken.released.filter((one) => taken.owners.has(one.member)) }
  }
  try {
    await run.progress('asking', 0)
    const inquirer: Inquirer = { enter: (work) => withSight(db, viewer, now, work), cube, gone: signal }
    await streamPlan(inquirer, planned.plan, { ...planned.asked, limit: MOST_ROWS + 1 }, write, async (trx, made) => {
      await fillFile(trx, run.task, made)
      await run.finish(trx, { dataflow, format, rows: made.rows, bytes: made.spooled.bytes })
      await appendAudit(trx, { chain: ownChain(viewer), at: now, actor: viewer.person, action: 'figures.exported', subject: dataflow, detail: { rows: made.rows, as: format } })
      await countUse(trx, viewer, dataflow, [...made.owners], 'export', now)
    })
  } catch (error) {
    await discard()
    throw error
  }
})
