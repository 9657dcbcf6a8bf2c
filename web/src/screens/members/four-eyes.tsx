import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { members } from '../../api/members.ts'
import { renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import { Notice } from '../../ui/page.tsx'

/** Whether who submitted a report may also approve it. */
export function FourEyes({ member }: { readonly member: string }) {
  const { t } = useWords()
  const { withFactor } = useFreshFactor()
  const asked = useQuery(members).data?.four_eyes
  const [wanted, setWanted] = useState<boolean>() // shown until what is kept has been read anew
  const change = useMutation({
    mutationFn: (fourEyes: boolean) => withFactor(() => call('people', 'changeMember', { params: { member }, body: { four_eyes: fourEyes } })),
    onSettled: () => renew('people').then(() => setWanted(undefined)),
  })
  const choose = (fourEyes: boolean) => {
    setWanted(fourEyes)
    change.mutate(fourEyes)
  }
  return (
    <section className="card" aria-labelledby="four-eyes">
      <h2 id="four-eyes">{t('members.four_eyes')}</h2>
      {change.error ? <Notice kind="error">{sentenceOf(change.error, t)}</Notice> : null}
      <label className="choice">
        <input type="checkbox" checked={wanted ?? asked ?? true} disabled={asked === undefined || wanted !== undefined} onChange={(event) => choose(event.target.checked)} />
        <span>{t('members.four_eyes_ask')}</span><span className="hint">{t('members.four_eyes_words')}</span>
      </label>
    </section>
  )
}
