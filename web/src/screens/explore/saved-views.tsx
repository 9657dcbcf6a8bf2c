import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { useDataflowNames } from '../../api/collection.ts'
import { read, renew } from '../../api/queries.ts'
import { useUnitName } from '../../api/units.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Loaded, Notice } from '../../ui/page.tsx'
import { ViewDialog, type SavedView } from './view-dialog.tsx'

/** Views that somebody of the own state keeps. Each is a question: who opens it sees what they may see now. */
export function SavedViews() {
  const { t } = useWords()
  const all = useQuery(read('views', 'list'))
  return (
    <section>
      <div className="section-head"><h2>{t('views.title')}</h2><p>{t('views.lede')}</p></div>
      <Loaded of={all}>{({ views }) => (views.length === 0 ? <div className="empty"><p>{t('views.none')}</p></div> : <ul className="rows card is-flush is-wrapping">{views.map((view) => <Saved key={view.view} view={view} />)}</ul>)}</Loaded>
    </section>
  )
}

function Saved({ view }: { readonly view: SavedView }) {
  const { t, day } = useWords()
  const nameOf = useDataflowNames()
  const unitOf = useUnitName()
  const [made, changed] = [day(view.made), day(view.changed)]
  const days = [t('views.made', { day: made }), ...(changed === made ? [] : [t('views.changed', { day: changed })])]
  const [doing, setDoing] = useState<'change' | 'remove'>()
  const { change, remove } = view.abilities
  return (
    <li>
      <span className="mark" aria-hidden="true"><span className={`icon i-${view.shared ? 'members' : 'explore'}`} /></span>
      <div className="body">
        <strong><Link to="/explore/$dataflow" params={{ dataflow: view.dataflow }} search={Object.fromEntries(new URLSearchParams(view.question))}><bdi>{view.name}</bdi></Link></strong>
        {view.note ? <p dir="auto">{view.note}</p> : null}
        <p className="small muted">{[nameOf(view.dataflow), t(view.shared ? (view.mine ? 'views.shared_by_you' : 'views.shared_by_unit') : 'views.yours', { unit: unitOf(view.unit) }), ...days].join(' · ')}</p>
      </div>
      {change || remove ? (
        <div className="row">
          {change ? <Button small onPress={() => setDoing('change')}>{t('views.change_short')} <span className="visually-hidden">{view.name}</span></Button> : null}
          {remove ? <Button small kind="quiet" onPress={() => setDoing('remove')}>{t('views.remove')} <span className="visually-hidden">{view.name}</span></Button> : null}
        </div>
      ) : null}
      {doing === 'change' ? <ViewDialog of={view} name={view.name} onClose={() => setDoing(undefined)} /> : null}
      {doing === 'remove' ? <RemoveDialog view={view} onClose={() => setDoing(undefined)} /> : null}
    </li>
  )
}

function RemoveDialog({ view, onClose }: { readonly view: SavedView; readonly onClose: () => void }) {
  const { t } = useWords()
  const remove = useMutation({ mutationFn: () => call('views', 'remove', { params: { view: view.view } }), onSuccess: async () => { await renew('views') } })
  return (
    <Dialog title={t('views.remove_title', { name: view.name })} alert onClose={onClose} onSubmit={() => remove.mutate()} actions={<><Button kind="danger" submit busy={remove.isPending}>{t('views.remove')}</Button><Button onPress={onClose}>{t('explore.cancel')}</Button></>}>
      {remove.error ? <Notice kind="error">{sentenceOf(remove.error, t)}</Notice> : null}
      <p>{t(view.shared ? 'views.remove_shared' : 'views.remove_own')}</p>
    </Dialog>
  )
}
