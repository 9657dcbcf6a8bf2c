import { useState } from 'react'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { searchOf, type View } from './view.ts'
import { ViewDialog } from './view-dialog.tsx'

/** Keeps what is looked at under a name; at first that of the question, which tells nothing of its figures. */
export function SaveView({ dataflow, view, title }: { readonly dataflow: string; readonly view: View; readonly title: string }) {
  const { t } = useWords()
  const [isOpen, open] = useState(false)
  const [saved, setSaved] = useState<View>()
  const question = new URLSearchParams(Object.entries(searchOf(view)).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))).toString()
  return (
    <>
      <Button small icon={saved === view ? 'check' : 'plus'} onPress={() => open(true)}>{t(saved === view ? 'views.saved' : 'views.save_short')}</Button>
      <output className="visually-hidden">{saved === view ? t('views.saved') : ''}</output>
      {isOpen ? <ViewDialog of={{ dataflow, question }} name={title.slice(0, 100)} onClose={() => open(false)} onSaved={() => setSaved(view)} /> : null}
    </>
  )
}
