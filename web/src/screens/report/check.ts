import type { Sentences } from '@openvrs/core/i18n/sentences.ts'
import type { Collection, Dataflow } from '@openvrs/core/metadata/model.ts'
import { keyOf } from '@openvrs/core/report/keys.ts'
import { parseDecimal } from '@openvrs/core/report/payload-decimal.ts'
import { tableOf } from '@openvrs/core/report/table.ts'
import { checkTable, wordingOf, type CheckContext } from '@openvrs/core/rules/index.ts'
import type { Found } from './findings.ts'
import { fixesOf } from './fixes.ts'
import type { SheetRow } from './sheet.ts'

export type CheckAsk = { readonly rows: readonly SheetRow[]; readonly flow: Dataflow; readonly collection: Collection; readonly context: Omit<CheckContext, 'invalidCells'>; readonly sentences: Sentences }

/** What the rules say of the rows that have all their codes: the same rules as the server's, on this page. */
export function checkRows({ rows, flow, collection, context, sentences }: CheckAsk): readonly Found[] {
  const numbers = rows.flatMap(({ codes, cells }) => (['OBS_VALUE', 'N_OBS'] as const).filter((column) => cells[column] !== '' && parseDecimal(cells[column]) === undefined)
    .map((column) => ({ key: keyOf(flow, codes), column, text: cells[column], seq: 0 })))
  const table = tableOf(flow, rows.map(({ codes, cells }) => ({
    key: codes, value: parseDecimal(cells.OBS_VALUE) ?? null, OBS_STATUS: cells.OBS_STATUS, CONF_STATUS: cells.CONF_STATUS, COMMENT_OBS: cells.COMMENT_OBS, N_OBS: parseDecimal(cells.N_OBS),
  })))
  const wording = wordingOf(collection, flow, sentences)
  const kinds = new Map(collection.rules.map(({ id, kind }) => [id, kind]))
  return checkTable(table, flow, collection, { ...context, invalidCells: numbers }).findings.map((finding): Found => (
    { severity: finding.severity, rule: finding.rule, key: finding.key, column: finding.column ?? '', outcome: finding.outcome, message: wording(finding), fixes: fixesOf(finding, kinds.get(finding.rule) ?? '', flow) }
  ))
}
