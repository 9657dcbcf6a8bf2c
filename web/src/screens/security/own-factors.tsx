import { Fragment } from 'react'
import { Link } from '../../router/link.tsx'
import type { AnswerOf } from '../../api/call.ts'
import type { Me } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'

/** With fewer recovery codes left than this it is time to make new ones. */
const FEW_CODES = 3

/** What stands between a stranger and the own account, and what to do so that one never stands outside. */
export function OwnFactors({ person, own: { factors, device_known: known } }: { readonly person: Me; readonly own: AnswerOf<'security', 'own'> }) {
  const { t } = useWords()
  const facts = [
    ['authenticator', factors.authenticator, t(factors.authenticator ? 'security.set_up' : 'security.not_set_up')],
    ['recovery_codes', factors.recovery_codes >= FEW_CODES, t('security.codes_left', { count: factors.recovery_codes })],
    ['passkeys', true, t('security.passkey_count', { count: factors.passkeys })],
    ...(factors.provider ? [['provider', true, t('security.linked')] as const] : []),
    ['this_device', true, t(known ? 'security.device_known' : 'security.device_new')],
  ] as const
  return (
    <>
      <section className="card stack is-tight" aria-labelledby="factors">
        <h2 id="factors">{t('security.factors')}</h2>
        {person.of_cast ? <p className="small muted">{t('security.cast')}</p> : (
          <dl className="facts">{facts.map(([name, good, words]) => <Fragment key={name}><dt>{t(`security.${name}`)}</dt><dd>{good ? words : <span className="badge is-warn">{words}</span>}</dd></Fragment>)}</dl>
        )}
        <p><Link className="btn is-small" to="/account">{t('security.change')}</Link></p>
      </section>
      <section className="card stack is-tight" aria-labelledby="lose">
        <h2 id="lose">{t('security.lose_nothing')}</h2>
        <ul className="small advice">{['lose_passkey', 'lose_codes', 'lose_peer', 'lose_report'].map((id) => <li key={id}>{t(`security.${id}`)}</li>)}</ul>
      </section>
    </>
  )
}
