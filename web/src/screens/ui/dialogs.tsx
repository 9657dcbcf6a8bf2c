import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import FactorDialog from '../../ui/factor-dialog.tsx'
import { Part } from './part.tsx'
import words from './words.json' with { type: 'json' }

export function Dialogs() {
  const [open, setOpen] = useState<'question' | 'alert' | 'factor' | null>(null)
  const close = () => setOpen(null)
  return (
    <Part name="dialogs" title={words.dialogs} lede={words.dialogs_words}>
      <div className="row"><Button onPress={() => setOpen('question')}>{words.open_dialog}</Button><Button onPress={() => setOpen('alert')}>{words.open_alert}</Button><Button onPress={() => setOpen('factor')}>{words.open_factor}</Button></div>
      {open === 'question' ? <Dialog title={words.dialog_title} onClose={close} onSubmit={close} actions={<><Button kind="primary" submit>{words.dialog_do}</Button><Button onPress={close}>{words.dialog_leave}</Button></>}><p>{words.dialog_words}</p></Dialog> : null}
      {open === 'alert' ? <Dialog alert title={words.alert_title} onClose={close} actions={<><Button kind="danger" onPress={close}>{words.alert_do}</Button><Button onPress={close}>{words.dialog_leave}</Button></>}><p>{words.alert_words}</p></Dialog> : null}
      {open === 'factor' ? <FactorDialog onDone={close} /> : null}
    </Part>
  )
}
