import { randomUUID } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import { basename } from 'node:path'
import { fill } from '@openvrs/core/problem.ts'
import type { Client, TaskView } from '../client.ts'
import type { Command, Row } from '../command.ts'
import { EXIT, Refused, UsageError } from '../exit.ts'
import { readText } from '../files.ts'
import words from '../../i18n/cli.en.json' with { type: 'json' }

const RESULT = ['report', 'dataflow', 'rows_read', 'rows_taken', 'rows_merged', 'rows_rejected', 'errors', 'warnings'] as const
const REJECT = ['row', 'column', 'reason'] as const

type Upload = { readonly upload: string; readonly task: string; readonly report: string | null; readonly dataflow: string }

export const uploads: readonly Command[] = [
  {
    name: 'upload',
    args: ['FILE'],
    options: { member: 'text', unit: 'text', dataflow: 'text', mapping: 'text', report: 'text', wait: 'flag' },
    columns: RESULT,
    calls: ['POST /api/uploads', 'GET /api/tasks/{task}'],
    run: async (input, api, say) => {
      const file = input.args[0]!
      const form = new FormData()
      form.set('mapping', await readText(input.need('mapping')))
      form.set('file', await fileBlob(file), basename(file))
      const query = new URLSearchParams({ dataflow: input.need('dataflow') })
      for (const name of ['member', 'unit', 'report']) if (input.text(name)) query.set(name, input.text(name)!)
      say(fill(words.upload.sending, { file: basename(file) }))
      const upload = await api.form<Upload>(`/api/uploads?${query}`, form, randomUUID())
      const task = await endOf(api, upload.task, say, input.flag('wait') ? undefined : 30_000)
      if (task.status !== 'done') {
        say(fill(words.upload.not_waited, { task: upload.task }))
        return { rows: [{ report: upload.report, dataflow: upload.dataflow }] }
      }
      const result = task.result as Row
      if (Number(result.errors) > 0) say(fill(words.upload.errors, { errors: Number(result.errors), warnings: Number(result.warnings), report: String(result.report) }))
      return { rows: [result] }
    },
  },
  {
    name: 'upload rejects',
    args: ['REPORT'],
    options: { dataflow: 'text' },
    columns: REJECT,
    calls: ['GET /api/reports/{report}/rejects'],
    run: async (input, api) => {
      const rows: Row[] = []
      let after: number | null = 0
      while (after !== null) {
        const query = new URLSearchParams({ dataflow: input.need('dataflow'), ...(after > 0 ? { after: String(after) } : {}) })
        const page: { rejects: Row[]; next: number | null } = await api.json('GET', `/api/reports/${encodeURIComponent(input.args[0]!)}/rejects?${query}`)
        rows.push(...page.rejects)
        after = page.next
      }
      return { rows }
    },
  },
  {
    name: 'mapping suggest',
    args: ['FILE'],
    options: { dataflow: 'text' },
    calls: ['POST /api/mappings/suggest'],
    run: async (input, api, say) => {
      const form = new FormData()
      form.set('file', await fileBlob(input.args[0]!), basename(input.args[0]!))
      const { mapping, undecided } = await api.form<{ mapping: string; undecided: readonly string[] }>(`/api/mappings/suggest?dataflow=${encodeURIComponent(input.need('dataflow'))}`, form, randomUUID())
      for (const what of undecided) say(fill(words.suggest.undecided, { what }))
      return { text: mapping }
    },
  },
]

async function fileBlob(file: string): Promise<Blob> {
  return openAsBlob(file).catch(() => { throw new UsageError('no_file', { file }) })
}

/** Waits for long work, to its end or for so many milliseconds. Work that failed is refused with its problem. */
export async function endOf(api: Client, id: string, say: (sentence: string) => void, milliseconds?: number): Promise<TaskView> {
  let last = ''
  const task = await api.task(id, (state) => {
    const sentence = state.status === 'waiting' ? words.task.waiting : fill(state.all_rows === null ? words.task.step : words.task.step_of, { step: stepOf(state.step), done: state.done_rows, all: state.all_rows ?? 0 })
    if (sentence !== last) say(sentence)
    last = sentence
  }, milliseconds)
  if (task.status === 'failed') throw new Refused(task.problem?.status ?? EXIT.failed * 100, task.problem ?? {})
  if (task.status === 'cancelled') throw new Refused(409, { detail: words.task.cancelled })
  return task
}

const stepOf = (step: string): string => words.steps[step as keyof typeof words.steps] ?? step
