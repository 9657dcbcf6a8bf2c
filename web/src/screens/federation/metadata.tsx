import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type AnswerOf } from '../../api/call.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Form } from '../../ui/form.tsx'
import { CodeArea } from './code-area.tsx'

/** The provider's metadata, pasted: what it says fills the fields, where it can be looked at. */
export function Metadata({ onRead }: { readonly onRead: (found: AnswerOf<'federation', 'readMetadata'>) => void }) {
  const { t } = useWords()
  const [xml, setXml] = useState('')
  const reading = useMutation({ mutationFn: () => call('federation', 'readMetadata', { body: { xml } }), onSuccess: onRead })
  return (
    <Form onSubmit={() => reading.mutate()} error={reading.error ? sentenceOf(reading.error, t) : undefined}>
      <CodeArea label={t('federation.metadata')} hint={t('federation.metadata_hint')} rows={4} value={xml} onChange={setXml} />
      <p className="row"><Button small submit busy={reading.isPending}>{t('federation.read')}</Button><output className="small muted">{reading.isSuccess ? t('federation.read_done') : ''}</output></p>
    </Form>
  )
}
