import type { ReactNode } from 'react'
import { Failed } from '../shell/failed.tsx'
import { useWords } from '../i18n/use.ts'
import { usePageTitle } from './use-page-title.ts'

/** The head of a page: where one is, what it says, what can be done with the whole of it. */
export function PageHead({ eyebrow, title, lede, meta, actions }: { readonly eyebrow?: ReactNode; readonly title: ReactNode; readonly lede?: ReactNode; readonly meta?: ReactNode; readonly actions?: ReactNode }) {
  usePageTitle(title)
  return (
    <header className="page-head">
      <div className="stack">
        {eyebrow ? <p className="eyebrow">{eyebrow}</p> : null}
        <h1>{title}</h1>
        {lede ? <p className="lede">{lede}</p> : null}
      </div>
      {actions ? <div className="actions">{actions}</div> : null}
      {meta ? <p className="meta">{meta}</p> : null}
    </header>
  )
}

type Asked<T> = { readonly data: T | undefined; readonly error: unknown; readonly isPending: boolean; readonly refetch: () => unknown }

/** Shows what was asked for; a place kept for it while it comes; a sentence and a way on where it does not. */
export function Loaded<T>({ of, children }: { readonly of: Asked<T>; readonly children: (data: T) => ReactNode }) {
  const { t } = useWords()
  if (of.data !== undefined) return children(of.data)
  if (of.error) return <Failed error={of.error} retry={() => of.refetch()} />
  return <output className="quiet">{t('shell.loading')}</output>
}

/** Says something that stays: its mark and its words, which may be several paragraphs. */
export function Notice({ kind, children }: { readonly kind?: 'error' | 'warn' | 'ok'; readonly children: ReactNode }) {
  return <div className={kind ? `notice is-${kind}` : 'notice'} role={kind === 'error' ? 'alert' : 'status'}><span className={`icon i-${kind ?? 'info'}`} aria-hidden="true" /><div>{children}</div></div>
}
