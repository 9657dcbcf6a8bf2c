import * as z from 'zod/mini'
import { withDescendants } from '../domain.ts'
import { judgeRows } from '../judge.ts'
import { notApplicable, ruleKind } from '../verdict.ts'

/**
 * The codes of two dimensions go together. `allowed`: for codes of the first, those of the second, with all that is part
 * of them; codes of the first that are not named take any. `open`: codes of the second that go with everything.
 */
const parameters = z.strictObject({
  first: z.string(),
  second: z.string(),
  allowed: z.record(z.string(), z.array(z.string()).check(z.minLength(1))),
  open: z._default(z.array(z.string()), ['_T', '_U', 'OTH']),
})

export const agree = ruleKind(parameters, (facts, { first, second, allowed, open }) => {
  const domain = facts.findDomain(second)
  if (!domain) return notApplicable(facts)
  const fitting = new Map(Object.entries(allowed).map(([code, codes]) => [code, new Set(codes.flatMap((c) => withDescendants(domain, c)))]))
  const isOpen = new Set(open)
  const isKnown = (code: string): boolean => domain.number.has(code) || code === '_T' || code === '_U' || code === 'OTH'
  const judged = judgeRows(facts, [first, second], (a = '', b = '') => (isOpen.has(b) || !isKnown(b) ? undefined : fitting.get(a)?.has(b)))
  if (!judged) return notApplicable(facts)
  return {
    ...judged,
    explain: (row) => {
      const code = facts.codeAt(first, row)
      return { outcome: 'wrong', column: second, messageValues: { first, code, second, other: facts.codeAt(second, row), allowed: (allowed[code] ?? []).join(', ') } }
    },
  }
})
