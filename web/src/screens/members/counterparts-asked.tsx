import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { useMemberName } from '../../api/members.ts'
import { read, renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import { Notice } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { useUnitWords } from './post-words.ts'
import type { Counterpart, Unit } from './units.tsx'

/** Members that ask which unit here faces one of theirs. Takes no room where nobody asks. */
export function CounterpartsAsked({ units }: { readonly units: readonly Unit[] }) {
  const { t } = useWords()
  const asked = useQuery(read('counterparts', 'list')).data?.counterparts.filter(({ status }) => status === 'asked_of_us') ?? []
  if (asked.length === 0) return null
  return (
    <section aria-labelledby="asked">
      <div className="section-head"><h2 id="asked">{t('members.counterpart_asked')}</h2><p>{t('members.counterpart_asked_words')}</p></div>
      <ul className="rows card is-flush is-wrapping">{asked.map((pair) => <Row key={pair.id} pair={pair} units={units.filter(({ closed }) => closed === null)} />)}</ul>
    </section>
  )
}

function Row({ pair, units }: { readonly pair: Counterpart; readonly units: readonly Unit[] }) {
  const { t, day } = useWords()
  const name = useMemberName()
  const said = useUnitWords()
  const { withFactor } = useFreshFactor()
  const [unit, setUnit] = useState('')
  const theirs = pair.theirs?.name ?? ''
  const answer = useMutation({
    mutationFn: (yes: boolean) => withFactor(async () => {
      await (yes ? call('counterparts', 'accept', { params: { counterpart: pair.id }, body: { unit } }) : call('counterparts', 'end', { params: { counterpart: pair.id } }))
      return true
    }),
    onSettled: () => renew('counterparts'),
  })
  return (
    <li>
      <div className="body">
        <strong>{theirs} <span className="quiet">{t('members.counterpart_asked_row', { member: name(pair.member), asked: day(pair.asked) })}</span></strong>
        {pair.theirs ? <p>{said(pair.theirs)}</p> : null}
        {answer.error ? <Notice kind="error">{sentenceOf(answer.error, t)}</Notice> : null}
      </div>
      <Select quiet label={t('members.counterpart_yours', { unit: theirs })} ask={t('members.counterpart_yours_ask')} value={unit} options={units.map(({ code, name: own }) => ({ value: code, text: own }))} onChange={setUnit} />
      <span className="actions">
        <Button small kind="primary" disabled={unit === ''} busy={answer.isPending && answer.variables} onPress={() => answer.mutate(true)}>{t('members.counterpart_accept')}<span className="visually-hidden"> {theirs}</span></Button>
        <Button small busy={answer.isPending && !answer.variables} onPress={() => answer.mutate(false)}>{t('members.counterpart_no')}<span className="visually-hidden"> {theirs}</span></Button>
      </span>
    </li>
  )
}
