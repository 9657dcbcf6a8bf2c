import { useMutation } from '@tanstack/react-query'
import type { AnswerOf } from '../api/call.ts'
import { canUsePasskeys, NoPasskey } from '../api/passkeys.ts'
import { Refusal } from '../api/refusal.ts'
import { useWords } from '../i18n/use.ts'
import { sentenceOf } from '../shell/failed.tsx'
import { Button } from './button.tsx'
import { Notice } from './page.tsx'

/** Asks the device for a passkey, and says plainly where it gave none. Nothing is shown where the browser knows none. */
export function PasskeyButton({ label, ceremony, onDone }: { readonly label: string; readonly ceremony: () => Promise<AnswerOf<'passkeys', 'give'>>; readonly onDone: (self: AnswerOf<'passkeys', 'give'>) => void }) {
  const { t } = useWords()
  const give = useMutation({ mutationFn: ceremony, onSuccess: onDone })
  if (!canUsePasskeys()) return null
  return (
    <div className="stack is-tight">
      {give.error ? <Notice kind="error">{passkeySentence(give.error, t)}</Notice> : null}
      <p><Button wide busy={give.isPending} onPress={() => give.mutate()}>{label}</Button></p>
    </div>
  )
}

export function passkeySentence(error: unknown, t: (id: string) => string): string {
  if (error instanceof NoPasskey) return t('passkey.none_given')
  return error instanceof Refusal && error.code === 'auth.denied' ? t('passkey.refused') : sentenceOf(error, t)
}
