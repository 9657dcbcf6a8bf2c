import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'

type Codes = { readonly codes: readonly string[]; readonly email: string }

/** The codes for the day on which the authenticator is lost: to copy, print or keep as a file. They are shown here once. */
export function RecoveryCodes({ codes, email }: Codes) {
  const { t } = useWords()
  return (
    <section className="card stack" aria-labelledby="recovery">
      <h2 id="recovery">{t('invitation.codes_title')}</h2>
      <p className="muted">{t('invitation.codes_words')}</p>
      <CodeList codes={codes} email={email} />
    </section>
  )
}

export function CodeList({ codes, email }: Codes) {
  const { t } = useWords()
  const text = `${t('invitation.codes_for', { email })}\n\n${codes.join('\n')}\n`
  return (
    <>
      <p className="only-print">{t('invitation.codes_for', { email })}</p>
      <ol className="recovery ltr">{codes.map((code) => <li key={code}><code>{code}</code></li>)}</ol>
      <p className="row no-print">
        <CopyButton text={text} label={t('invitation.codes_copy')} />
        <Button small icon="download" onPress={() => download(text)}>{t('invitation.codes_download')}</Button>
        <Button small icon="receipt" onPress={() => print()}>{t('invitation.codes_print')}</Button>
      </p>
    </>
  )
}

function download(text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = address
  link.download = 'openvrs-recovery-codes.txt'
  link.click()
  URL.revokeObjectURL(address)
}
