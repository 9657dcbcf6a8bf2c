import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { collectionIn, nameIn } from '../../api/collection.ts'
import { useWords } from '../../i18n/use.ts'
import { Select } from '../../ui/select.tsx'
import { PreviewAs } from './preview-as.tsx'

/** The own figures through the eyes of another member. */
export function Preview({ own }: { readonly own: string }) {
  const { t, language } = useWords()
  const flows = useQuery(collectionIn(language)).data?.dataflows ?? []
  const [chosen, choose] = useState<string>()
  const dataflow = chosen ?? flows[0]?.id
  return (
    <section>
      <div className="section-head"><h2>{t('sharing.preview')}</h2><p>{t('sharing.preview_words')}</p></div>
      {dataflow === undefined ? <p className="quiet">{t('shell.loading')}</p> : (
        <div className="card stack">
          <div className="row"><Select label={t('sharing.what')} value={dataflow} onChange={choose} options={flows.map(({ id, name }) => ({ value: id, text: nameIn(name, language, id) }))} /></div>
          <PreviewAs key={dataflow} dataflow={dataflow} own={own} />
        </div>
      )}
    </section>
  )
}
