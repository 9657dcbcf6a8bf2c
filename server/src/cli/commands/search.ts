import { SEARCH_KINDS } from '@openvrs/contract/search.ts'
import type { Command } from '../command.ts'
import { EXIT, UsageError } from '../exit.ts'
import words from '../../i18n/cli.en.json' with { type: 'json' }

type Answer = { readonly results: readonly { readonly kind: string; readonly id: string; readonly title: { readonly text: string }; readonly member: string | null; readonly from: string | null; readonly to: string | null; readonly score: number }[]; readonly next: string | null }

/** Programs that want more narrow the words. */
const MOST_PAGES = 5

export const search: readonly Command[] = [
  {
    name: 'search',
    args: ['WORDS'],
    options: { kind: 'text' },
    columns: ['kind', 'id', 'title', 'member', 'period', 'score'],
    calls: ['GET /api/search'],
    run: async (input, api, say) => {
      const kind = input.text('kind')
      if (kind !== undefined && !SEARCH_KINDS.some((one) => one === kind)) throw new UsageError('choice', { option: 'kind', choices: SEARCH_KINDS.join(', ') })
      const asked = new URLSearchParams({ q: input.args[0]!, ...(kind === undefined ? {} : { kind }) })
      const rows: { kind: string; id: string; title: string; member: string | null; period: string | null; score: number }[] = []
      for (let page = 0; page < MOST_PAGES; page++) {
        const { results, next } = await api.json<Answer>('GET', `/api/search?${asked}`)
        rows.push(...results.map(({ kind: what, id, title, member, from, to, score }) => ({ kind: what, id, title: title.text, member, period: from === to ? from : `${from}..${to}`, score })))
        if (next === null) break
        asked.set('after', next)
      }
      if (rows.length === 0) say(words.search_nothing)
      return { rows, exit: rows.length === 0 ? EXIT.denied : EXIT.done }
    },
  },
]
