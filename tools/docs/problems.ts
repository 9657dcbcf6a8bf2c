import { problemStatus, type ProblemCode } from '@openvrs/core/problem.ts'
import catalogue from '@openvrs/core/i18n/problems.en.json' with { type: 'json' }
import { pageOf } from './markdown.ts'
import words from './problems.en.json' with { type: 'json' }

type Group = keyof typeof words.groups

/** `docs/problems.md`: every code of the catalogue, what it means, and what to do where the sentence itself does not say. */
export function problemsPage(): string {
  const codes = (Object.keys(catalogue) as ProblemCode[]).toSorted()
  const byGroup = Map.groupBy(codes, groupOf)
  const groups = (Object.keys(words.groups) as Group[]).filter((group) => byGroup.has(group))
  return pageOf([...words.intro, ...groups.flatMap((group) => [`## ${words.groups[group]}`, ...byGroup.get(group)!.map(entryOf)])])
}

/** The part before the point, or `other`. Throws where a new group of codes has no heading yet. */
export function groupOf(problem: ProblemCode): Group {
  const group = problem.includes('.') ? problem.slice(0, problem.indexOf('.')) : 'other'
  if (!Object.hasOwn(words.groups, group)) throw new RangeError(`tools/docs/problems.en.json has no heading for ${group}`)
  return group as Group
}

/** The anchor is what the `type` of a problem points at. */
function entryOf(problem: ProblemCode): string {
  const { title, detail } = catalogue[problem]
  const general = detail.replaceAll(/\{(\w+), plural,.*?other \{([^{}]*)\}\s*\}/g, (_, name: string, text: string) => text.replaceAll('#', `{${name}}`))
  const advice: { readonly [code: string]: string } = words.advice
  const more = advice[problem]
  return `<a id="${problem}"></a>\n**\`${problem}\`** (${problemStatus(problem)}) ${title}.  \n${general}${more ? `  \n*${words.todo}* ${more}` : ''}`
}

export const advised: readonly string[] = Object.keys(words.advice)
