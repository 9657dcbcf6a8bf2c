import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { collectionIn, nameIn, useDataflowNames } from '../../api/collection.ts'
import { read, renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Audience } from '../../ui/audience.tsx'
import type { Terms } from '../../ui/audience-of.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import { Loaded, Notice } from '../../ui/page.tsx'
import { TermsWords } from '../../ui/terms-words.tsx'

/** Under which terms a report goes out where nobody says otherwise, a line for each dataflow. */
export function Defaults({ own, may }: { readonly own: string; readonly may: boolean }) {
  const { t, language } = useWords()
  const [changing, change] = useState<string>()
  const collection = useQuery(collectionIn(language))
  const defaults = useQuery(read('sharing', 'listDefaults')).data?.defaults
  const termsOf = (dataflow: string): Terms => {
    const found = defaults?.find((one) => one.dataflow === dataflow)
    return found ? { level: found.level, ...(found.group === null ? {} : { group: found.group }) } : { level: 'NATIONAL' }
  }
  return (
    <section>
      <div className="section-head"><h2>{t('sharing.defaults')}</h2><p>{t('sharing.defaults_words')}</p></div>
      <Loaded of={collection}>{({ dataflows }) => (
        <ul className="rows card is-flush">
          {dataflows.map(({ id, name }) => (
            <li key={id}>
              <div className="body"><strong>{nameIn(name, language, id)}</strong>{defaults ? <TermsWords terms={termsOf(id)} /> : <span className="quiet">{t('shell.loading')}</span>}</div>
              {may ? <Button small disabled={!defaults} onPress={() => change(id)} label={undefined}>{t('sharing.change')}<span className="visually-hidden"> {nameIn(name, language, id)}</span></Button> : null}
            </li>
          ))}
        </ul>
      )}</Loaded>
      {changing ? <DefaultDialog dataflow={changing} own={own} value={termsOf(changing)} onClose={() => change(undefined)} /> : null}
    </section>
  )
}

function DefaultDialog({ dataflow, own, value, onClose }: { readonly dataflow: string; readonly own: string; readonly value: Terms; readonly onClose: () => void }) {
  const { t } = useWords()
  const { withFactor } = useFreshFactor()
  const name = useDataflowNames()
  const [terms, setTerms] = useState(value)
  const keep = useMutation({
    mutationFn: () => withFactor(() => call('sharing', 'setDefault', { params: { dataflow }, body: { level: terms.level, ...(terms.group === undefined ? {} : { group: terms.group }) } })),
    onSuccess: async (done) => {
      if (!done) return
      await renew('sharing')
      onClose()
    },
  })
  return (
    <Dialog title={t('sharing.default_title', { dataflow: name(dataflow) })} onClose={onClose} onSubmit={() => keep.mutate()} actions={<><Button kind="primary" submit busy={keep.isPending}>{t('sharing.keep')}</Button><Button kind="quiet" onPress={onClose}>{t('sharing.cancel')}</Button></>}>
      <p>{t('sharing.default_words')}</p>
      <Audience dataflow={dataflow} own={own} value={terms} onChange={setTerms} embargo={false} />
      {keep.error ? <Notice kind="error">{sentenceOf(keep.error, t)}</Notice> : null}
    </Dialog>
  )
}
