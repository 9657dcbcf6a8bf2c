import type { ReactNode } from 'react'

export type ButtonProps = {
  readonly children: ReactNode
  readonly onPress?: () => void
  readonly kind?: 'primary' | 'quiet' | 'danger'
  readonly small?: boolean
  /** As wide as what it stands in. */
  readonly wide?: boolean
  readonly icon?: string
  /** For a button that shows an icon alone. */
  readonly label?: string
  readonly submit?: boolean
  readonly busy?: boolean
  readonly disabled?: boolean
  /** Announced and drawn as pressed or not. */
  readonly pressed?: boolean
}

/** A button of the look. While it is busy it stays where it is and does nothing. */
export function Button({ children, onPress, kind, small, wide, icon, label, submit, busy, disabled, pressed }: ButtonProps) {
  const looks = ['btn', kind && `is-${kind}`, small && 'is-small', wide && 'is-wide', label && 'is-icon'].filter(Boolean).join(' ')
  return (
    <button className={looks} type={submit ? 'submit' : 'button'} disabled={disabled} aria-busy={busy || undefined} aria-disabled={busy || undefined} aria-pressed={pressed} aria-label={label} onClick={busy ? undefined : onPress}>
      {icon ? <span className={`icon i-${icon}`} aria-hidden="true" /> : null}
      {children}
    </button>
  )
}
