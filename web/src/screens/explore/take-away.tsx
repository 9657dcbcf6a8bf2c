import { isRightToLeft } from '@openvrs/core/i18n/languages.ts'
import { useRef, useState } from 'react'
import { call, hrefOf } from '../../api/call.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { drawOf } from './charts/drawings.ts'
import { warningOf } from './def-warning.tsx'
import type { Drawn } from './charts/drawn.ts'
import { definitionOf, factsOf, groundOf, noteOf, type Facts } from './ground.ts'
import { askOf } from './view.ts'

export type TakeAwayProps = { readonly facts: Facts; readonly title: string; readonly lede: string; /** What is drawn; a table alone has no picture. */ readonly drawn: Drawn | undefined }
type Kind = 'png' | 'svg' | 'xlsx'

/**
 * The figures as files. Each is asked of the server anew, so that those whose figures they are see in their ledger that they were
 * taken, and what was narrowed a moment ago is not taken any more.
 */
export function TakeAway({ facts, title, lede, drawn }: TakeAwayProps) {
  const { flow, view, series } = facts
  const words = useWords()
  const { t } = words
  const [failed, setFailed] = useState<unknown>()
  const [busy, setBusy] = useState<Kind>()
  const question = { params: { dataflow: flow.id }, query: askOf(view, series.id) }
  const box = useRef<HTMLDetailsElement>(null)
  const close = () => { if (box.current) box.current.open = false }
  const take = async (kind: Kind) => {
    setBusy(kind)
    setFailed(undefined)
    await save(kind, question, { facts, title, lede, drawn }).catch(setFailed)
    setBusy(undefined)
  }
  const kinds: readonly Kind[] = drawn ? ['png', 'svg', 'xlsx'] : ['xlsx']
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it hears the keys of what is inside it
    <details className="menu" ref={box} onBlur={(event) => { if (!event.currentTarget.contains(event.relatedTarget)) close() }} onKeyDown={(event) => { if (event.key === 'Escape') { close(); box.current?.querySelector('summary')?.focus() } }}>
      <summary className="btn is-small"><span className="icon i-download" aria-hidden="true" />{t('explore.take_away')}</summary>
      <div className="menu-panel">
        {kinds.map((kind) => <button key={kind} type="button" onClick={() => void (busy ?? take(kind))} aria-busy={busy === kind || undefined}><b>{kind.toUpperCase()}</b><span>{busy === kind ? t('explore.taking') : t(`explore.${kind}`)}</span></button>)}
        <a href={hrefOf('explore', 'export', { ...question, query: { ...question.query, format: 'csv', as: 'csv' } })} download={`${flow.id}.csv`}><b>CSV</b><span>{t('explore.csv')}</span></a>
        {failed ? <p role="alert">{t('explore.take_failed')} {sentenceOf(failed, t)}</p> : null}
        <p>{t('explore.terms_words')}</p>
      </div>
    </details>
  )
}

async function save(kind: Kind, question: { readonly params: { readonly dataflow: string }; readonly query: ReturnType<typeof askOf> }, { facts: shown, title, lede, drawn }: TakeAwayProps): Promise<void> {
  const answer = await call('explore', 'export', { ...question, query: { ...question.query, format: 'json', as: kind } })
  const facts: Facts = { ...shown, answer, ground: groundOf(answer, shown.series), inFull: true }
  const { names, words: { t, language }, flow, series } = facts
  const isRtl = isRightToLeft(language)
  const { differ, notes } = facts.ground.definitions
  const lines = factsOf(facts).map(({ name, words }) => [t(`explore.${name}`), words] as const)
  const conditions = [t('explore.conditions'), t('explore.terms_words')] as const
  const address = [t('explore.address'), location.href] as const
  const differing = notes.filter(({ member }) => differ.has(member)).map((one) => [names.code('REF_AREA', one.member), noteOf(one, t)] as const)
  if (kind === 'xlsx') {
    const { workbookOf } = await import('./spreadsheet.ts')
    const about = [[flow.id, title], ['', lede], [t('explore.definition'), definitionOf(flow, series, language)], ...lines, ...differing.map(([state, note]) => [`≠ ${state}`, note] as const), conditions, address] as const
    const bytes = await workbookOf({ answer, names, value: t('explore.figure'), sheets: { figures: flow.id, notes: t('explore.notes_sheet') }, notes: about, isRightToLeft: isRtl })
    return download(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }), `${flow.id}.xlsx`)
  }
  const [{ pictureOf, bitmapOf }, draw] = await Promise.all([import('./charts/picture.ts'), drawOf(drawn!.show)])
  const picture = pictureOf(draw, drawn!, {
    title, lede, language, isRightToLeft: isRtl, warning: differing.length > 0 ? `≠ ${warningOf(facts.ground.definitions, names, t, language)}` : undefined,
    notes: [...differing.map(([state, note]) => `≠ ${state}: ${note}`), lines.map(([name, text]) => `${name}: ${text}`).join(' · '), `${conditions[0]}: ${conditions[1]}`],
  })
  download(kind === 'svg' ? new Blob([picture.svg], { type: 'image/svg+xml' }) : await bitmapOf(picture), `${flow.id}.${kind}`)
}

function download(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
