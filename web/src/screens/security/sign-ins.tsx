import { useState } from 'react'
import type { AnswerOf } from '../../api/call.ts'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/page.tsx'
import { deviceOf } from '../account/device.ts'

type Own = AnswerOf<'security', 'own'>

/** So many are looked through at a glance. */
const FIRST = 8

/** When, how and from which device one signed in of late. */
export function SignIns({ failed, rows }: { readonly failed: Own['failed_today']; readonly rows: Own['sign_ins'] }) {
  const { t } = useWords()
  const [all, setAll] = useState(false)
  const tried = failed.passwords + failed.codes + failed.refused
  return (
    <section aria-labelledby="sign-ins">
      <div className="section-head"><h2 id="sign-ins">{t('security.sign_ins')}</h2><p>{t('security.sign_ins_words')}</p></div>
      <div className="stack">
        {tried > 0 ? <Notice kind="warn">{t('security.failed_own', { count: tried })}</Notice> : null}
        {rows.length === 0 ? <div className="empty"><p>{t('security.sign_ins_none')}</p></div> : <ul className="rows card is-flush">{(all ? rows : rows.slice(0, FIRST)).map((row) => <Row key={row.at} row={row} />)}</ul>}
        {!all && rows.length > FIRST ? <p><Button small onPress={() => setAll(true)}>{t('security.show_all', { count: rows.length })}</Button></p> : null}
      </div>
    </section>
  )
}

function Row({ row: { at, way, factor, device, known } }: { readonly row: Own['sign_ins'][number] }) {
  const { t, moment } = useWords()
  const { browser, system } = deviceOf(device)
  const named = [browser, system].filter(Boolean).join(' · ')
  return (
    <li>
      <div className="body"><strong>{moment(at)}</strong><p>{t(`security.way.${way}`)}{way === 'password' || way === 'provider' ? ` ${t(`security.with.${factor}`)}` : ''}</p></div>
      <span className="small muted">{named || t('security.device_unknown')}</span>
      {known || way === 'training' ? null : <span className="badge">{t('security.first_here')}</span>}
    </li>
  )
}
