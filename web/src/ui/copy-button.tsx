import { useState } from 'react'
import { useWords } from '../i18n/use.ts'
import { Button } from './button.tsx'

/** Copies a text; the button says for a while that it did, or that the browser would not. */
export function CopyButton({ text, label }: { readonly text: string; readonly label?: string }) {
  const { t } = useWords()
  const [state, setState] = useState<'ready' | 'done' | 'refused'>('ready')
  const copy = async () => {
    const done = await navigator.clipboard.writeText(text).then(() => true, () => false)
    setState(done ? 'done' : 'refused')
  }
  const words = { ready: label ?? t('copy.copy'), done: t('copy.done'), refused: t('copy.refused') }[state]
  return <Button small icon={state === 'done' ? 'check' : 'copy'} onPress={() => void copy()}><span aria-live="polite">{words}</span></Button>
}
