import type { ReactNode } from 'react'

type RowProps = { readonly mark?: 'ok' | 'warn' | 'accent' | 'error'; readonly icon: string; readonly title: ReactNode; readonly words: ReactNode; readonly action?: ReactNode }

/** One thing that is to be done, or that happened: what, the words about it, and the way on. */
export function Row({ mark, icon, title, words, action }: RowProps) {
  return <li><span className={mark ? `mark is-${mark}` : 'mark'}><span className={`icon i-${icon}`} aria-hidden="true" /></span><div className="body"><strong>{title}</strong><p>{words}</p></div>{action}</li>
}
