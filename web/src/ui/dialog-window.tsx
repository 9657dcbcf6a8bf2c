import type { FormEvent } from 'react'
import { Dialog as Box, Heading, Modal, ModalOverlay } from 'react-aria-components'
import type { DialogProps } from './dialog.tsx'
import { useOpener } from './opener.ts'

/** The window of a dialog (dialog.tsx). */
export default function DialogWindow({ title, children, actions, onClose, onSubmit, alert }: DialogProps) {
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
