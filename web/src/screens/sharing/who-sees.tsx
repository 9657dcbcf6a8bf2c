import { useState } from 'react'
import { useWords } from '../../i18n/use.ts'
import { isJoint } from '../../ui/audience-of.ts'
import { useSeen } from '../../ui/use-seen.ts'
import { SeenBy } from '../../ui/seen-by.tsx'
import type { Release } from './releases.tsx'
import { termsOf } from './terms-of.ts'

/** "Who can see this?" of a release, by name; asked for when it is opened. */
export function WhoSees({ release, own }: { readonly release: Release; readonly own: string }) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  return (
    <details className="small" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('audience.title')}<span className="visually-hidden"> {release.release}</span></summary>
      {open ? <Names release={release} own={own} /> : null}
    </details>
  )
}

function Names({ release, own }: { readonly release: Release; readonly own: string }) {
  const { t, day } = useWords()
  const terms = termsOf(release)
  const seen = useSeen(release.dataflow, terms)
  if (isJoint(terms)) return <p className="muted">{t('audience.note_joint')}</p>
  return <>{terms.embargo ? <p className="muted">{t('sharing.hold', { day: day(terms.embargo) })}</p> : null}<SeenBy seen={seen} own={own} /></>
}
