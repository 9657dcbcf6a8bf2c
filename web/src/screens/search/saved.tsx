import { useMutation, useQuery } from '@tanstack/react-query'
import { call } from '../../api/call.ts'
import { read, renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { go } from '../../router/go.ts'
import { Link } from '../../router/link.tsx'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/page.tsx'
import { searchOf, type Asked } from './asked.ts'

/** What I search for again, with how much of it is new. */
export function SavedSearches() {
  const { t, number } = useWords()
  const saved = useQuery(read('search', 'listSaved')).data?.searches ?? []
  const remove = useMutation({ mutationFn: (id: string) => call('search', 'remove', { params: { saved: id } }), onSettled: () => renew('search') })
  if (saved.length === 0) return null
  return (
    <section>
      <div className="section-head"><h2>{t('search.saved')}</h2></div>
      <ul className="rows card is-flush">
        {saved.map((one) => (
          <li key={one.saved}>
            <div className="body"><strong><Link to="/search" search={{ saved: one.saved }}><bdi>{one.words}</bdi></Link></strong><p>{t(one.watched ? 'search.watched' : 'search.not_watched')}</p></div>
            {one.fresh > 0 ? <span className="badge is-accent">{t('search.fresh', { count: one.fresh, number: number(one.fresh) })}</span> : null}
            <Button kind="quiet" icon="close" label={t('search.remove', { words: one.words })} onPress={() => remove.mutate(one.saved)}>{null}</Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Keeps a search; whoever wishes is told once a day of what is new. */
export function SaveSearch({ asked }: { readonly asked: Asked }) {
  const { t } = useWords()
  const save = useMutation({ mutationFn: (watched: boolean) => call('search', 'save', { body: { words: asked.words, chosen: bodyOf(asked), watched } }, { key: crypto.randomUUID() }), onSuccess: () => renew('search') })
  const words = save.isSuccess ? t(save.data.watched ? 'search.is_watched' : 'search.is_saved') : null
  return (
    <div className="stack">
      <div className="row">
        <Button small busy={save.isPending} disabled={save.isSuccess} onPress={() => save.mutate(true)}>{t('search.watch')}</Button>
        <Button small kind="quiet" busy={save.isPending} disabled={save.isSuccess} onPress={() => save.mutate(false)}>{t('search.save')}</Button>
      </div>
      <output className="small muted save-said">{words}</output>
      {save.error ? <Notice kind="error"><p>{sentenceOf(save.error, t)}</p></Notice> : null}
    </div>
  )
}

const bodyOf = ({ chosen }: Asked) => Object.fromEntries(Object.entries(chosen).map(([facet, values]) => [facet, [...(values ?? [])]]))

/** What a mail leads to: the search as it was saved. Nothing of it is new after that. */
export async function openSaved(saved: string): Promise<void> {
  const { words, chosen } = await call('search', 'open', { params: { saved } })
  await renew('search')
  await go({ to: '/search', search: searchOf({ words, chosen }), replace: true })
}
