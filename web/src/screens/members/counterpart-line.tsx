import { useMutation } from '@tanstack/react-query'
import { call } from '../../api/call.ts'
import { useMemberName } from '../../api/members.ts'
import { renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import { Notice } from '../../ui/page.tsx'
import { useUnitWords } from './post-words.ts'
import type { Counterpart } from './units.tsx'

/** Whom a unit faces in another member, or that an answer is awaited; and the way to end it. */
export function CounterpartLine({ pair }: { readonly pair: Counterpart }) {
  const { t } = useWords()
  const name = useMemberName()
  const said = useUnitWords()
  const { withFactor } = useFreshFactor()
  const end = useMutation({
    mutationFn: () => withFactor(async () => {
      await call('counterparts', 'end', { params: { counterpart: pair.id } })
      return true
    }),
    onSettled: () => renew('counterparts'),
  })
  const member = name(pair.member)
  return (
    <>
      <p className="row">
        <span>{pair.theirs ? <>{t('members.counterpart_of', { unit: pair.theirs.name, member })} <span className="quiet">{said(pair.theirs)}</span></> : t('members.counterpart_waits', { member })}</span>
        {pair.may.includes('end') ? <Button small kind="quiet" busy={end.isPending} onPress={() => end.mutate()}>{t(pair.status === 'paired' ? 'members.counterpart_end' : 'members.counterpart_back')}<span className="visually-hidden"> {member}</span></Button> : null}
      </p>
      {end.error ? <Notice kind="error">{sentenceOf(end.error, t)}</Notice> : null}
    </>
  )
}
