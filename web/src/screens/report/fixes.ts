import type { Dataflow } from '@openvrs/core/metadata/model.ts'
import { parseKey } from '@openvrs/core/report/keys.ts'
import type { Finding } from '@openvrs/core/rules/finding.ts'

/** A way out of a finding that one press takes. */
export type Fix =
  | { readonly do: 'value'; readonly value: string }
  | { readonly do: 'code'; readonly column: string; readonly code: string }
  /** A blank that was counted and found none, was not counted, or is no row of this period. */
  | { readonly do: 'zero' | 'not_counted' | 'leave_out' }
  | { readonly do: 'no_status' | 'drop_double' | 'add_up' }

/** SDMX's "not collected": it happens, but nobody counted it. */
export const NOT_COUNTED = 'L'
const MOST = 2

/** The ways out that a rule knows: by its kind and by what it says. Where people must decide there is none. */
export function fixesOf(finding: Pick<Finding, 'key' | 'column' | 'outcome' | 'messageValues'>, kind: string, flow: Dataflow): readonly Fix[] {
  const { messageValues: said, column = '' } = finding
  const codes = (name: string): readonly Fix[] => String(said[name] ?? '').split(', ').filter((code) => code !== '' && code !== 'CURRENCY').slice(0, MOST).map((code) => ({ do: 'code', column, code }))
  switch (kind) {
    case 'totals':
    case 'hierarchy':
      return [{ do: 'value', value: String(said['sum']) }]
    case 'agree':
      return codes('allowed')
    case 'unit':
      return codes('units')
    case 'declared':
      return codes('instead')
    case 'status':
      return finding.outcome === 'missing' ? [{ do: 'zero' }, { do: 'not_counted' }] : [{ do: 'no_status' }]
    case 'unique':
      return [{ do: 'drop_double' }, ...(isCounted(flow, finding.key) ? [{ do: 'add_up' } as const] : [])]
    default:
      return []
  }
}

const isCounted = (flow: Dataflow, key: string): boolean => flow.indicators.find(({ id }) => id === parseKey(flow, key)?.['INDICATOR'])?.measure === 'count'
