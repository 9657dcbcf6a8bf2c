import { lazy, Suspense, type ReactNode } from 'react'

const DialogWindow = lazy(() => import('./dialog-window.tsx'))

export type DialogProps = {
  readonly title: string
  readonly children: ReactNode
  /** The buttons: the one that does it first, then the way back. */
  readonly actions: ReactNode
  /** Asked for by Escape; the page behind may do it in its own buttons too. */
  readonly onClose: () => void
  /** Makes the dialog a form, sent by its submit button or the enter key. */
  readonly onSubmit?: () => void
  /** For what ends or removes something: read out as a whole at once. */
  readonly alert?: boolean
}

/**
 * A question that holds up everything else: only where others are affected or a secret is asked for. It keeps the focus
 * and gives it back where it was. Shown as long as it is rendered. Its code comes with the first of them, not with the page.
 */
export const Dialog = (props: DialogProps) => <Suspense><DialogWindow {...props} /></Suspense>
