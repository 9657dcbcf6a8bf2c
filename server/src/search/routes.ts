import type { search as routes } from '@openvrs/contract/search.ts'
import { readCursor, writeCursor } from '@openvrs/core/search/cursor.ts'
import { FACETS, type Chosen } from '@openvrs/core/search/facets.ts'
import { mayBeMeant } from '@openvrs/core/search/near.ts'
import { standsNowhere } from '@openvrs/core/search/rank.ts'
import { goOn, meantLine } from '@openvrs/core/search/suggest.ts'
import { foldedWords } from '@openvrs/core/search/words.ts'
import type { Catalogue } from '@openvrs/core/search/catalogue.ts'
import { Problem } from '@openvrs/core/problem.ts'
import type { Trx } from '../db/connect.ts'
import { anonymous, withViewer, type Viewer } from '../db/viewer.ts'
import type { Handlers } from '../http/context.ts'
import { countShown } from '../sharing/index.ts'
import type { Described } from './described.ts'
import { find, type Search } from './find.ts'
import { seenWords } from './look.ts'
import { presentResults } from './present.ts'
import { getSaved, listSaved, openSaved, removeSaved, saveSearch, type SavedRow } from './saved.ts'

const PAGE = 20

export const searchHandlers = (described: Described): Handlers<typeof routes> => ({
  find: async ({ query, maybeActor, db, now, sentences }) => {
    const viewer = maybeActor?.viewer ?? anonymous
    if (maybeActor && !maybeActor.scopes.includes('read')) throw new Problem('auth.scope', { scope: 'read' })
    const { catalogue, names } = await described(now)
    return withViewer(db, viewer, now, async (trx) => {
      const search = await find(trx, viewer, catalogue, query.q, chosenOf(query), now)
      const page = search.first(PAGE + 1, query.after === undefined ? undefined : readCursor(query.after))
      const shown = page.slice(0, PAGE)
      const results = await presentResults(trx, shown, search, catalogue, names(sentences.language))
      const meant = !search.isAnything ? await meantBy(trx, viewer, query.q, search, catalogue, now) : undefined
      await countShown(trx, viewer, search.tellsOf, now)
      return { results, total: search.total, next: page.length > PAGE ? writeCursor(shown.at(-1)!) : null, facets: search.facets, meant: meant ?? null }
    })
  },

  suggest: async ({ query, maybeActor, db, now, sentences }) => {
    const viewer = maybeActor?.viewer ?? anonymous
    if (maybeActor && !maybeActor.scopes.includes('read')) throw new Problem('auth.scope', { scope: 'read' })
    const { catalogue } = await described(now)
    const last = foldedWords(query.q).at(-1)
    const seen = last === undefined ? new Map<string, number>() : await withViewer(db, viewer, now, (trx) => seenWords(trx, viewer, initialsOf([last], 1), (word) => word.startsWith(last), now))
    return { lines: goOn(query.q, catalogue, seen, sentences.language) }
  },

  listSaved: ({ db, actor, now }) => withViewer(db, actor.viewer, now, async (trx) => ({ searches: (await listSaved(trx)).map(presentSaved) })),

  save: async ({ actor, now, body, store }) => {
    const { catalogue } = await described(now)
    return store(async (trx) => presentSaved(await saveSearch(trx, actor.viewer, catalogue, body, now)))
  },

  open: ({ db, actor, now, params }) => withViewer(db, actor.viewer, now, async (trx) => presentSaved(await openSaved(trx, await getSaved(trx, params.saved)))),

  remove: ({ db, actor, now, params }) => withViewer(db, actor.viewer, now, (trx) => removeSaved(trx, params.saved)),
})

const chosenOf = (query: Chosen): Chosen => Object.fromEntries(FACETS.map((facet) => [facet, query[facet]]))

/** The letters with which words begin: the first, or, where a letter may be wrong, the first two. */
const initialsOf = (words: readonly string[], letters: 1 | 2): string[] => [...new Set(words.flatMap((word) => [...word].slice(0, letters)))]

async function meantBy(trx: Trx, viewer: Viewer, line: string, { terms, postings }: Search, catalogue: Catalogue, now: Date): Promise<string | undefined> {
  const nowhere = new Set(terms.filter((term) => standsNowhere(term, postings)))
  const wrong = [...nowhere].flatMap(({ text }) => foldedWords(text))
  const near = wrong.map(mayBeMeant)
  const seen = await seenWords(trx, viewer, initialsOf(wrong, 2), (word) => near.some((mayBe) => mayBe(word)), now)
  return meantLine(line, terms, (term) => nowhere.has(term), catalogue, seen)
}

const presentSaved = ({ search_id, words, chosen, watched, fresh, made_at }: SavedRow) => ({ saved: search_id, words, chosen: chosen as object, watched, fresh, made: made_at.toISOString() })
