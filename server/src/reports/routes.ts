import type { reports as routes } from '@openvrs/contract/reports.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { mayRead } from '@openvrs/core/report/abilities.ts'
import { receiptText } from '@openvrs/core/report/receipt.ts'
import { reading, type Db, type ReadDb, type Trx } from '../db/connect.ts'
import { withViewer, type Viewer } from '../db/viewer.ts'
import type { Actor, Call, Handlers } from '../http/context.ts'
import { sentencesIn } from '../http/language.ts'
import { readPublicId } from '../http/public-id.ts'
import { tellAll, type Mailer } from '../mail/index.ts'
import { createTask, getTask, presentTask, waitForTask, waitSeconds, type TaskKind } from '../jobs/index.ts'
import { currentCollections } from '../registry/index.ts'
import { termsFor } from '../sharing/index.ts'
import { addComments, type NewComment } from './answers.ts'
import { requireTerms } from './approve.ts'
import { readBeside } from './beside.ts'
import { listComments } from './comments.ts'
import { correctReport } from './correct.ts'
import { auditCreated, createReport } from './create.ts'
import { declareSection } from './declare.ts'
import { readDifference } from './difference.ts'
import { appendEdits } from './edit.ts'
import { collectionOf, getFlow } from './fold.ts'
import { readLast } from './last.ts'
import { listReports } from './list.ts'
import type { Choices, OverlapRule } from './merge.ts'
import { isNarratives } from './narratives.ts'
import { presentReport } from './present.ts'
import { previewApproval } from './preview.ts'
import { getFolded, getReceipt, streamPayload } from './published.ts'
import { readFindings } from './read-findings.ts'
import { begin, getReport, getSection, lockReport, sectionsOf, type ReportKey, type ReportRow, type SectionRow } from './report.ts'
import { returnReport, writersOf } from './return.ts'
import { presentRows, readPage, readWhere } from './rows.ts'
import { screenComments } from './screen.ts'
import type { Signer } from './signing.ts'
import { withdrawReport } from './withdraw.ts'
import type { ApproveInput, CombineInput, SubmitInput } from './work.ts'

export type ReportServices = {
  readonly signer: () => Signer
  readonly clock: () => Date
  /** Tells the jobs that a task was committed for them. */
  readonly kick: () => void
  readonly mailer: Mailer
  readonly publicUrl: string
  /** Counts a look-up of another member's id in that member's ledger. */
  readonly refused: (viewer: Viewer, owner: string, now: Date) => Promise<void>
}

type Asked = { readonly actor: Actor; readonly now: Date; readonly db: Db }

const LARGEST_PAGE = 1000
const DEFAULT_COLLECTION = 'vrs-msrc'

/** Handlers of `/api/reports`. */
export function reportHandlers(services: ReportServices): Handlers<typeof routes> {
  const { signer, clock, kick, refused, mailer, publicUrl } = services

  const own = async (text: string, { actor, now }: Asked): Promise<ReportKey> => {
    const { refArea, number } = readPublicId(text)
    if (refArea === actor.viewer.member) return { refArea, reportId: number }
    await refused(actor.viewer, refArea, now)
    throw new Problem('not_found')
  }

  /** Decides at once, writes the task, and answers when it has ended or the time that the caller waits is over. */
  const start = async (call: Asked & Pick<Call<typeof routes.submit>, 'request' | 'store' | 'sentences'>, kind: TaskKind, unit: string, decide: (trx: Trx) => Promise<object>) => {
    const { actor, now, db, request, store, sentences } = call
    const task = await store(async (trx) => presentTask(await getTask(reading(trx), await createTask(trx, actor.viewer, { kind, input: await decide(trx), unit, now }))))
    kick()
    const seconds = waitSeconds(request.headers.prefer)
    return seconds === 0 ? task : presentTask(await waitForTask(db, actor.viewer, now, readPublicId(task.task), seconds), sentences)
  }

  const show = async (trx: Trx, viewer: Viewer, key: ReportKey) => presentReport(trx, viewer, await getReport(reading(trx), key))
  const onSection = <T>({ actor, now, db, params }: Asked & { readonly params: { readonly dataflow: string } }, key: ReportKey, work: (db: ReadDb, report: ReportRow, section: SectionRow) => Promise<T>): Promise<T> =>
    withViewer(db, actor.viewer, now, async (trx) => {
      const report = await getReport(reading(trx), key)
      return work(reading(trx), report, await getSection(reading(trx), { ...key, version: report.version, dataflow: params.dataflow }))
    })
  const unitOf = ({ actor, now, db }: Asked, key: ReportKey): Promise<string> => withViewer(db, actor.viewer, now, async (trx) => (await getReport(reading(trx), key)).unit)

  return {
    create: ({ actor: { viewer }, now, body, store }) => store(async (trx) => {
      const collection = (await currentCollections(reading(trx))).get(body.collection ?? DEFAULT_COLLECTION)
      if (!collection) throw new Problem('report.collection_unknown', { collection: body.collection ?? DEFAULT_COLLECTION })
      const asked = { unit: body.unit ?? viewer.unit, collection: collection.id, collectionVersion: collection.version, freq: body.freq, from: body.from, to: body.to, now }
      const reportId = await createReport(trx, viewer, asked)
      const shown = await show(trx, viewer, { refArea: viewer.member, reportId })
      await auditCreated(trx, viewer, reportId, asked)
      return shown
    }),

    list: ({ db, actor: { viewer }, now, query }) => withViewer(db, viewer, now, async (trx) => {
      const { rows, next } = await listReports(reading(trx), viewer.member, query)
      return { reports: rows, next }
    }),

    show: async (call) => {
      const key = await own(call.params.report, call)
      return withViewer(call.db, call.actor.viewer, call.now, (trx) => show(trx, call.actor.viewer, key))
    },

    findings: async (call) => {
      const key = await own(call.params.report, call)
      return withViewer(call.db, call.actor.viewer, call.now, async (trx) => readFindings(trx, await getReport(reading(trx), key), call.query.language === undefined ? call.sentences : sentencesIn(call.query.language)))
    },

    edit: async (call) => {
      const { reportId } = await own(call.params.report, call)
      const { editNo, overtaken } = await withViewer(call.db, call.actor.viewer, call.now, (trx) => appendEdits(trx, call.actor.viewer, { report: reportId, ...call.body, now: call.now }))
      return { edit_no: editNo, overtaken: [...overtaken] }
    },

    declare: async (call) => {
      const key = await own(call.params.report, call)
      return withViewer(call.db, call.actor.viewer, call.now, async (trx) => {
        await declareSection(trx, call.actor.viewer, { report: key.reportId, dataflow: call.params.dataflow, changes: call.body, now: call.now })
        return show(trx, call.actor.viewer, key)
      })
    },

    last: async (call) => {
      const key = await own(call.params.report, call)
      const { after = 0, limit = LARGEST_PAGE } = call.query
      return withViewer(call.db, call.actor.viewer, call.now, async (trx) => readLast(reading(trx), await getReport(reading(trx), key), call.params.dataflow, { after, limit: Math.min(limit, LARGEST_PAGE) }))
    },

    rows: async (call) => {
      const key = await own(call.params.report, call)
      const { after = 0, limit = LARGEST_PAGE, version } = call.query
      return withViewer(call.db, call.actor.viewer, call.now, async (trx) => {
        const report = await getReport(reading(trx), key)
        const section = await getSection(reading(trx), { ...key, version: version ?? report.version, dataflow: call.params.dataflow })
        const flow = getFlow(await collectionOf(reading(trx), report), section.dataflow)
        const { table, total } = await readPage(reading(trx), section, flow, after, Math.min(limit, LARGEST_PAGE), readWhere(call.query.where))
        return { rows: presentRows(table, flow), total, next: after + table.rows < total && table.rows > 0 ? after + table.rows : null }
      })
    },

    difference: async (call) => {
      const key = await own(call.params.report, call)
      const { against, kind, after = 0, limit = LARGEST_PAGE } = call.query
      return onSection(call, key, (db, report, section) => readDifference(db, report, section, { against, kind, after, limit: Math.min(limit, LARGEST_PAGE) }))
    },

    beside: async (call) => {
      const key = await own(call.params.report, call)
      const { only, after = 0, limit = LARGEST_PAGE } = call.query
      return onSection(call, key, (db, report, section) => readBeside(db, report, section, { only, after, limit: Math.min(limit, LARGEST_PAGE) }))
    },

    comments: async (call) => {
      const key = await own(call.params.report, call)
      return withViewer(call.db, call.actor.viewer, call.now, async (trx) => ({ comments: await listComments(reading(trx), await getReport(reading(trx), key), call.query.version) }))
    },

    comment: async (call) => {
      const key = await own(call.params.report, call)
      const { viewer } = call.actor
      screenComments(call.body.comments.map(({ words }) => words), call.body.sure)
      return call.store(async (trx) => {
        const report = await lockReport(trx, key)
        if (!mayRead(viewer, { member: report.ref_area, unit: report.unit })) throw new Problem('not_allowed')
        if (report.status === 'withdrawn') throw new Problem('report.status', { status: report.status, action: 'comment' })
        await addComments(trx, viewer, report, call.body.comments.map((comment): NewComment => ({ ...comment, kind: comment.rule === undefined ? 'note' : 'answer' })), call.now)
        return { comments: (await listComments(reading(trx), report, undefined)).slice(-call.body.comments.length) }
      })
    },

    submit: async (call) => {
      const key = await own(call.params.report, call)
      screenComments([call.body.comment ?? ''], call.body.sure)
      return start(call, 'submit', await unitOf(call, key), async (trx): Promise<SubmitInput> => {
        await begin(trx, call.actor.viewer, key, 'submit')
        return { report: key.reportId, comment: call.body.comment }
      })
    },

    return: async (call) => {
      const key = await own(call.params.report, call)
      screenComments([call.body.comment ?? '', ...call.body.comments.map(({ words }) => words)], call.body.sure)
      const { viewer } = call.actor
      const { shown, told, values } = await withViewer(call.db, viewer, call.now, async (trx) => {
        const comments: NewComment[] = call.body.comments.map((comment) => ({ ...comment, kind: 'return' }))
        if (call.body.comment !== undefined) {
          const sections = await sectionsOf(reading(trx), await getReport(reading(trx), key))
          comments.push(...sections.map(({ dataflow }): NewComment => ({ dataflow, key: '', column: '', kind: 'return', words: call.body.comment! })))
        }
        await returnReport(trx, viewer, { report: key.reportId, comments, now: call.now })
        return { shown: await show(trx, viewer, key), ...(await writersOf(reading(trx), key)) }
      })
      await tellAll(mailer, told.filter(({ email }) => email !== call.actor.email), { kind: 'report_returned', values: { ...values, asker: call.actor.email, url: `${publicUrl}/reports/${call.params.report}` } })
      return shown
    },

    preview: async (call) => {
      const key = await own(call.params.report, call)
      return withViewer(call.db, call.actor.viewer, call.now, async (trx) => ({ parts: await previewApproval(trx, call.actor.viewer, key, call.now) }))
    },

    approve: async (call) => {
      const key = await own(call.params.report, call)
      const { viewer } = call.actor
      return start(call, 'approve', await unitOf(call, key), async (trx): Promise<ApproveInput> => {
        await requireTerms(reading(trx), viewer.member)
        const { report } = await begin(trx, viewer, key, 'approve')
        const input = { report: key.reportId, terms: call.body.terms ?? {}, termsOf: call.body.terms_of ?? {} }
        const dataflows = (await sectionsOf(reading(trx), report)).map((section) => section.dataflow)
        if (Object.keys(input.termsOf).some((dataflow) => !dataflows.includes(dataflow))) throw new Problem('not_found')
        for (const dataflow of dataflows) await termsFor(trx, viewer, dataflow, input.termsOf[dataflow] ?? input.terms, call.now)
        return input
      })
    },

    combine: async (call) => {
      const reports: number[] = []
      for (const text of call.body.reports) reports.push((await own(text, call)).reportId)
      return start(call, 'combine', 'NATIONAL', async (trx): Promise<CombineInput> => {
        for (const reportId of reports.toSorted((a, b) => a - b)) await begin(trx, call.actor.viewer, { refArea: call.actor.viewer.member, reportId }, 'combine')
        return { reports, overlap: { ...overlapRule(call.body.overlap), choices: choicesOf(call.body.choices) } }
      })
    },

    correct: async (call) => {
      const key = await own(call.params.report, call)
      return withViewer(call.db, call.actor.viewer, call.now, async (trx) => {
        await correctReport(trx, call.actor.viewer, { report: key.reportId, now: call.now })
        return show(trx, call.actor.viewer, key)
      })
    },

    withdraw: async (call) => {
      const key = await own(call.params.report, call)
      const { viewer, scopes } = call.actor
      return withViewer(call.db, viewer, call.now, async (trx) => {
        const { report } = await begin(trx, viewer, key, 'withdraw')
        if (report.approved_at !== null && !scopes.includes('approve')) throw new Problem('auth.scope', { scope: 'approve' })
        await withdrawReport(trx, viewer, { report: key.reportId, signer: signer(), now: call.now })
        return show(trx, viewer, key)
      })
    },

    payload: async (call) => {
      const key = await own(call.params.report, call)
      const section = await withViewer(call.db, call.actor.viewer, call.now, (trx) => getFolded(reading(trx), key, call.params.dataflow, call.query.version))
      const isText = await withViewer(call.db, call.actor.viewer, call.now, async (trx) => isNarratives(await collectionOf(reading(trx), await getReport(reading(trx), key)), section))
      call.reply.type(isText ? 'application/x-ndjson; charset=utf-8' : 'text/csv; charset=utf-8; header=present').header('content-disposition', `attachment; filename="${call.params.report}-${section.dataflow}-v${section.version}.${isText ? 'jsonl' : 'csv'}"`)
      return streamPayload(call.db, call.actor.viewer, section, clock)
    },

    receipt: async (call) => {
      const key = await own(call.params.report, call)
      const receipt = await withViewer(call.db, call.actor.viewer, call.now, (trx) => getReceipt(reading(trx), key, call.params.dataflow, call.query.version))
      call.reply.type('application/json').serializer((text: unknown) => text as string)
      return receiptText(receipt) as never
    },
  }
}

function overlapRule(text: string): OverlapRule {
  if (text === 'refuse' || text === 'sum') return { kind: text }
  return { kind: 'prefer', unit: text.slice('prefer='.length) }
}

const choicesOf = (given: readonly { readonly dataflow: string; readonly key: string; readonly counts: string }[]): Choices =>
  Object.fromEntries([...Map.groupBy(given, ({ dataflow }) => dataflow)].map(([dataflow, of]) => [dataflow, Object.fromEntries(of.map(({ key, counts }) => [key, counts]))]))
