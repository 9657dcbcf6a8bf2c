import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { verifyReceipt } from '../../api/receipt.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Form } from '../../ui/form.tsx'
import { Notice } from '../../ui/page.tsx'

/** Two files chosen, and the verdict in a sentence: nothing is sent anywhere. */
export function CheckReceipt() {
  const { t } = useWords()
  const [receipt, setReceipt] = useState<File>()
  const [payload, setPayload] = useState<File>()
  const check = useMutation({ mutationFn: async () => verifyReceipt(await receipt!.text(), payload) })
  const choose = (keep: (file: File | undefined) => void) => (file: File | undefined) => {
    keep(file)
    check.reset()
  }
  return (
    <details>
      <summary>{t('review.verify')}</summary>
      <Form onSubmit={() => { if (receipt) check.mutate() }}>
        <p className="small muted">{t('review.verify_words')}</p>
        <Choose label={t('review.verify_receipt')} accept=".json,application/json" onChoose={choose(setReceipt)} />
        <Choose label={t('review.verify_payload')} accept=".csv,text/csv" onChoose={choose(setPayload)} />
        <p><Button submit busy={check.isPending} disabled={!receipt}>{t('review.verify_do')}</Button></p>
        {check.data ? <Notice kind={check.data === 'verified' ? 'ok' : check.data === 'payload_missing' || check.data === 'unsupported' ? 'warn' : 'error'}><p>{t(check.data === 'payload' ? 'review.verify_figures' : `review.verify_${check.data}`)}</p></Notice> : null}
        {check.error ? <Notice kind="error">{sentenceOf(check.error, t)}</Notice> : null}
      </Form>
    </details>
  )
}

function Choose({ label, accept, onChoose }: { readonly label: string; readonly accept: string; readonly onChoose: (file: File | undefined) => void }) {
  const id = useId()
  return <div className="field"><label htmlFor={id}>{label}</label><input className="input" id={id} type="file" accept={accept} onChange={(event) => onChoose(event.target.files?.[0])} /></div>
}
