import { randomUUID } from 'node:crypto'
import { fill } from '@openvrs/core/problem.ts'
import type { Client, TaskView } from '../client.ts'
import { EXIT, UsageError } from '../exit.ts'
import type { Command, Input, Printed, Row } from '../command.ts'
import words from '../../i18n/cli.en.json' with { type: 'json' }
import { readTerms, TERMS_OPTIONS } from './sharing.ts'
import { endOf } from './uploads.ts'

const REPORT = ['report', 'member', 'unit', 'collection', 'freq', 'from', 'to', 'version', 'status', 'dataflow', 'rows', 'release', 'terms'] as const
const FINDING = ['severity', 'rule', 'dataflow', 'key', 'column', 'message'] as const

type Report = { readonly rows: readonly Row[] }

const path = (id: string, rest = ''): string => `/api/reports/${encodeURIComponent(id)}${rest}`
const sectionPath = (input: Input, rest: string): string => {
  const version = input.text('version')
  if (version !== undefined && !/^[1-9][0-9]{0,8}$/.test(version)) throw new UsageError('number', { option: 'version' })
  return path(input.args[0]!, `/sections/${encodeURIComponent(input.need('dataflow'))}/${rest}${version ? `?version=${version}` : ''}`)
}

const show = async (api: Client, id: string): Promise<Printed> => ({ rows: (await api.json<Report>('GET', path(id))).rows })

/** Asks for long work on a report, once, and waits for its end. */
async function work(api: Client, address: string, body: object, say: (sentence: string) => void): Promise<TaskView> {
  const task = await api.json<TaskView>('POST', address, body, { 'idempotency-key': randomUUID() })
  return endOf(api, task.task, say)
}

/** Notes what a person says about a step, on each section of the report. */
async function note(api: Client, id: string, input: Input): Promise<void> {
  const text = input.text('comment')
  if (text === undefined) return
  const { rows } = await api.json<Report>('GET', path(id))
  const comments = rows.flatMap((row) => (row.dataflow ? [{ dataflow: row.dataflow, words: text }] : []))
  if (comments.length > 0) await api.json('POST', path(id, '/comments'), { comments, ...(input.flag('sure') && { sure: true }) })
}

const comment = (input: Input): object => ({ ...(input.text('comment') && { comment: input.text('comment') }), ...(input.flag('sure') && { sure: true }) })

export const reports: readonly Command[] = [
  {
    name: 'report list',
    columns: REPORT,
    calls: ['GET /api/reports'],
    run: async (_input, api) => {
      const rows: Row[] = []
      let before: number | null = 0
      while (before !== null) {
        const page: { reports: Row[]; next: number | null } = await api.json('GET', `/api/reports${before > 0 ? `?before=${before}` : ''}`)
        rows.push(...page.reports)
        before = page.next
      }
      return { rows }
    },
  },
  { name: 'report show', args: ['REPORT'], columns: REPORT, calls: ['GET /api/reports/{report}'], run: (input, api) => show(api, input.args[0]!) },
  {
    name: 'report findings',
    args: ['REPORT'],
    columns: FINDING,
    calls: ['GET /api/reports/{report}/findings'],
    run: async (input, api, say) => {
      const found = await api.json<{ findings: Row[]; errors: number; warnings: number }>('GET', path(input.args[0]!, '/findings'))
      if (found.errors + found.warnings > found.findings.length) say(fill(words.findings_cut, { shown: found.findings.length, errors: found.errors, warnings: found.warnings }))
      return { rows: found.findings }
    },
  },
  {
    name: 'report submit',
    args: ['REPORT'],
    options: { comment: 'text', sure: 'flag' },
    columns: REPORT,
    calls: ['POST /api/reports/{report}/submit', 'GET /api/tasks/{task}', 'GET /api/reports/{report}'],
    run: async (input, api, say) => {
      await work(api, path(input.args[0]!, '/submit'), comment(input), say)
      return show(api, input.args[0]!)
    },
  },
  {
    name: 'report return',
    args: ['REPORT'],
    options: { comment: 'text', sure: 'flag' },
    columns: REPORT,
    calls: ['POST /api/reports/{report}/return'],
    run: async (input, api) => ({ rows: (await api.json<Report>('POST', path(input.args[0]!, '/return'), comment(input))).rows }),
  },
  {
    name: 'report approve',
    args: ['REPORT'],
    options: { ...TERMS_OPTIONS, comment: 'text', sure: 'flag' },
    columns: REPORT,
    calls: ['POST /api/reports/{report}/comments', 'POST /api/reports/{report}/approve', 'GET /api/tasks/{task}', 'GET /api/reports/{report}'],
    run: async (input, api, say) => {
      const terms = readTerms(input)
      await note(api, input.args[0]!, input)
      const task = await work(api, path(input.args[0]!, '/approve'), terms ? { terms } : {}, say)
      const result = task.result as { readonly report: string; readonly replaces: { readonly [dataflow: string]: number } }
      say(fill(words.approve.replaces, { count: Object.values(result.replaces).reduce((sum, n) => sum + n, 0) }))
      return show(api, result.report)
    },
  },
  {
    name: 'report combine',
    args: ['REPORTS'],
    options: { overlap: 'text' },
    columns: REPORT,
    calls: ['POST /api/reports/combine', 'GET /api/tasks/{task}', 'GET /api/reports/{report}'],
    run: async (input, api, say) => {
      const ids = input.args[0]!.split(',').map((id) => id.trim()).filter(Boolean)
      const overlap = input.text('overlap')
      const task = await work(api, '/api/reports/combine', { reports: ids, ...(overlap ? { overlap } : {}) }, say)
      const printed = await show(api, (task.result as { readonly report: string }).report)
      const isDraft = 'rows' in printed && printed.rows[0]?.status === 'draft'
      if (isDraft) say(words.combine_draft)
      return isDraft ? { ...printed, exit: EXIT.findings } : printed
    },
  },
  {
    name: 'report correct',
    args: ['REPORT'],
    options: { comment: 'text', sure: 'flag' },
    columns: REPORT,
    calls: ['POST /api/reports/{report}/correct', 'POST /api/reports/{report}/comments'],
    run: async (input, api) => {
      const { rows } = await api.json<Report>('POST', path(input.args[0]!, '/correct'))
      await note(api, input.args[0]!, input)
      return { rows }
    },
  },
  {
    name: 'report withdraw',
    args: ['REPORT'],
    options: { comment: 'text', sure: 'flag' },
    columns: REPORT,
    calls: ['POST /api/reports/{report}/comments', 'POST /api/reports/{report}/withdraw'],
    run: async (input, api) => {
      await note(api, input.args[0]!, input)
      return { rows: (await api.json<Report>('POST', path(input.args[0]!, '/withdraw'))).rows }
    },
  },
  ...([['payload', 'text/csv'], ['receipt', 'application/json']] as const).map(([what, type]): Command => ({
    name: `report ${what}`,
    args: ['REPORT'],
    options: { dataflow: 'text', version: 'text' },
    calls: [`GET /api/reports/{report}/sections/{dataflow}/${what}`],
    // Byte for byte as the server sent it: a receipt and its payload are verified as they stand.
    run: async (input, api) => ({ text: (await api.bytes(sectionPath(input, what), type)).body as AsyncIterable<Uint8Array> }),
  })),
]
