import { screenText } from '@openvrs/core/nonnominal/screen.ts'
import { Problem } from '@openvrs/core/problem.ts'

const SHOWN = 60

/** What people say of a report names nobody either. Throws `report.comment_nominal` where words look as if they did and their writer is not sure that they do not. */
export function screenComments(comments: readonly string[], sure: boolean | undefined): void {
  if (sure === true) return
  for (const words of comments) {
    const [first] = screenText(words)
    if (first) throw new Problem('report.comment_nominal', { found: Array.from(words.slice(first.from, first.to)).slice(0, SHOWN).join('') })
  }
}
