import type { Rule } from '../metadata/model.ts'
import { ruleKinds } from './kinds/index.ts'

/** A place in a rule that keeps it from being run. */
export type RuleFault = { readonly key: 'rule.kind' | 'rule.parameter'; readonly path: readonly PropertyKey[] }

/** Everything that keeps a rule from being run: a kind that is not known, parameters that are not as the kind wants them. */
export function ruleFaults(rule: Pick<Rule, 'kind' | 'parameters'>): readonly RuleFault[] {
  const kind = ruleKinds.get(rule.kind)
  if (!kind) return [{ key: 'rule.kind', path: ['kind'] }]
  const result = kind.parameters.safeParse(rule.parameters)
  if (result.success) return []
  return result.error.issues.flatMap((issue) => {
    const path = ['parameters', ...issue.path]
    return issue.code === 'unrecognized_keys' ? issue.keys.map((name): RuleFault => ({ key: 'rule.parameter', path: [...path, name] })) : [{ key: 'rule.parameter', path }]
  })
}
