import type { FormEvent, ReactNode } from 'react'
import { Dialog as Box, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useOpener } from './opener.ts'

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
 * and gives it back where it was. Shown as long as it is rendered.
 */
export function Dialog({ title, children, actions, onClose, onSubmit, alert }: DialogProps) {
  useOpener()
  const inside = <><header><Heading slot="title" level={2}>{title}</Heading></header><div className="stack">{children}</div><footer>{actions}</footer></>
  const submit = (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation() // a dialog may stand inside a form of the page
    onSubmit?.()
  }
  return (
    <ModalOverlay className="scrim" isOpen onOpenChange={(open) => { if (!open) onClose() }}>
      <Modal className="modal">
        <Box role={alert ? 'alertdialog' : 'dialog'}>{onSubmit ? <form className="dialog" onSubmit={submit}>{inside}</form> : <div className="dialog">{inside}</div>}</Box>
      </Modal>
    </ModalOverlay>
  )
}
