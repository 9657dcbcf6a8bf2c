import { useQuery } from '@tanstack/react-query'
import { receiptText } from '@openvrs/core/report/receipt.ts'
import { hrefOf, type AnswerOf } from '../../api/call.ts'
import { useDataflowNames } from '../../api/collection.ts'
import { read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Loaded } from '../../ui/page.tsx'
import { TermsWords } from '../../ui/terms-words.tsx'
import type { Level } from '../../ui/reach.tsx'
import type { Release } from './releases.tsx'

type Receipt = AnswerOf<'sharing', 'receipts'>['receipts'][number]
type Manifest = { readonly kind: 'terms' | 'withdrawal'; readonly since: string; readonly terms: { readonly level: Level; readonly group: string | null; readonly embargo: string | null } }

/** The signed receipts of a release: of its approval, and of every change of its terms. */
export function ReceiptsDialog({ release, onClose }: { readonly release: Release; readonly onClose: () => void }) {
  const { t } = useWords()
  const name = useDataflowNames()
  const receipts = useQuery(read('sharing', 'receipts', { params: { release: release.release } }))
  const params = { report: release.report, dataflow: release.dataflow }
  const version = String(release.version)
  return (
    <Dialog title={t('sharing.receipts_title', { dataflow: name(release.dataflow) })} onClose={onClose} actions={<Button onPress={onClose}>{t('sharing.close')}</Button>}>
      <p>{t('sharing.receipts_words')}</p>
      <Loaded of={receipts}>{(data) => (
        <ul className="rows">
          <li><div className="body"><strong>{t('sharing.receipt_approval')}</strong></div><a className="btn is-small" href={hrefOf('reports', 'receipt', { params, query: { version } })} download={`${release.release}.receipt.json`}>{t('sharing.download')}</a></li>
          {data.receipts.map((receipt, at) => <ChangeReceipt key={at} receipt={receipt} file={`${release.release}-${at + 1}.receipt.json`} />)}
        </ul>
      )}</Loaded>
    </Dialog>
  )
}

/** A receipt has one text only, so it is kept as that text. */
function ChangeReceipt({ receipt, file }: { readonly receipt: Receipt; readonly file: string }) {
  const { t, moment } = useWords()
  const manifest = receipt.manifest as Manifest
  return (
    <li>
      <div className="body"><strong>{t(`sharing.receipt_${manifest.kind}`)}</strong><p className="row"><TermsWords terms={{ ...manifest.terms, group: manifest.terms.group?.replace(/^[^/]*\//, '') ?? null }} /><span>{moment(manifest.since)}</span></p></div>
      <Button small onPress={() => save(receiptText(receipt), file)}>{t('sharing.download')}</Button>
    </li>
  )
}

/** Hands a text over as a file, made in the page. */
function save(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000) // browsers read it a moment later
}
