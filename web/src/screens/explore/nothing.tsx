import { Link } from '@tanstack/react-router'
import type { AnswerOf } from '../../api/call.ts'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { PageHead } from '../../ui/page.tsx'
import { contributors } from './contributors.ts'
import { inWords, type Flow } from './names.ts'

export type Access = AnswerOf<'sharing', 'access'>

/** Nothing can be seen with these choices: what that may mean, and the way out. */
export function NothingSeen({ reason, onClear }: { readonly reason: string | undefined; readonly onClear: (() => void) | undefined }) {
  const { t } = useWords()
  return (
    <section className="empty" role="status">
      <h2>{t('explore.nothing_title')}</h2>
      <p>{t(onClear ? 'explore.nothing_chosen' : 'explore.nothing_yet')}</p>
      {reason ? <p>{reason}</p> : null}
      {onClear ? <Button onPress={onClear}>{t('explore.clear')}</Button> : null}
    </section>
  )
}

/** What a member sees of figures that it does not contribute to: what is there, and what opens it. No figure, and no trace of one. */
export function Locked({ flow, access }: { readonly flow: Flow; readonly access: Access }) {
  const { t, language } = useWords()
  return (
    <>
      <PageHead eyebrow={<><Link to="/explore">{t('explore.title')}</Link> <span className="code">{flow.id}</span></>} title={inWords(flow.name, language)} lede={inWords(flow.description, language)} />
      <section className="unlock">
        <h2>{t('explore.locked_title')}</h2>
        <p className="read">{access.reason} {access.missing}</p>
        <p>{contributors(access.contributors, access.years, t)}</p>
      </section>
    </>
  )
}
