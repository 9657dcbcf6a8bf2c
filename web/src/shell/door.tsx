import { useEffect, useRef, type ReactNode } from 'react'
import { Link } from '../router/link.tsx'
import { usePageTitle } from '../ui/use-page-title.ts'
import { LanguageChoice } from './language-choice.tsx'
import { ThemeSwitch } from './theme-switch.tsx'

type DoorProps = {
  readonly title: ReactNode
  readonly lede?: ReactNode
  readonly wide?: boolean
  /** As wide as the screen: for a page of many things to choose from. */
  readonly broad?: boolean
  /** This came in place of another step: its heading is read out. */
  readonly next?: boolean
  readonly children: ReactNode
}

/** A page at the door of the system: signing in, an invitation. One thing to do, in the middle; language and theme can be changed here already. */
export function Door({ title, lede, wide, broad, next, children }: DoorProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  usePageTitle(title)
  useEffect(() => {
    if (next) heading.current?.focus()
  }, [next])
  return (
    <div className={broad ? 'door is-wide is-broad' : wide ? 'door is-wide' : 'door'}>
      <header className="row no-print">
        <Link className="brand" to="/"><span className="brand-mark" aria-hidden="true" />OpenVRS</Link>
        <span className="row push"><LanguageChoice /><ThemeSwitch /></span>
      </header>
      <main id="main">
        <h1 ref={heading} tabIndex={next ? -1 : undefined}>{title}</h1>
        {lede ? <p className="muted">{lede}</p> : null}
        {children}
      </main>
    </div>
  )
}
