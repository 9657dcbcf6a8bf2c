import { isRightToLeft } from '@openvrs/core/i18n/languages.ts'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { drawOf } from './charts/drawings.ts'
import { warningOf } from './def-warning.tsx'
import type { Drawn } from './charts/drawn.ts'
import { FileButtons } from './file-buttons.tsx'
import { factsOf, groundOf, noteOf, type Facts } from './ground.ts'
import { TakeMenu } from './take-menu.tsx'
import { askOf } from './view.ts'

export type TakeAwayProps = { readonly facts: Facts; readonly title: string; readonly lede: string; /** What is drawn; a table alone has no picture. */ readonly drawn: Drawn | undefined }
type Kind = 'png' | 'svg'

/**
 * The figures as pictures, which are made here, and as files, which the server makes. Each is asked of it anew, so that those whose
 * figures they are see in their ledger that they were taken, and what was narrowed a moment ago is not taken any more.
 */
export function TakeAway({ facts, title, lede, drawn }: TakeAwayProps) {
  const { flow, view, series } = facts
  const words = useWords()
  const { t } = words
  const [failed, setFailed] = useState<unknown>()
  const [busy, setBusy] = useState<Kind>()
  const question = { params: { dataflow: flow.id }, query: askOf(view, series.id) }
  const take = async (kind: Kind) => {
    setBusy(kind)
    setFailed(undefined)
    await save(kind, question, { facts, title, lede, drawn }).catch(setFailed)
    setBusy(undefined)
  }
  const kinds: readonly Kind[] = drawn ? ['png', 'svg'] : []
  return (
    <TakeMenu label={t('explore.take_away')}>
      {kinds.map((kind) => <button key={kind} type="button" onClick={() => void (busy ?? take(kind))} aria-busy={busy === kind || undefined}><b>{kind.toUpperCase()}</b><span>{busy === kind ? t('explore.taking') : t(`explore.${kind}`)}</span></button>)}
      {failed ? <p role="alert">{t('explore.take_failed')} {sentenceOf(failed, t)}</p> : null}
      <FileButtons order={{ dataflow: flow.id, ...question.query }} />
      <p>{t('explore.terms_words')}</p>
    </TakeMenu>
  )
}

async function save(kind: Kind, question: { readonly params: { readonly dataflow: string }; readonly query: ReturnType<typeof askOf> }, { facts: shown, title, lede, drawn }: TakeAwayProps): Promise<void> {
  const answer = await call('explore', 'export', { ...question, query: { ...question.query, format: 'json', as: kind } })
  const facts: Facts = { ...shown, answer, ground: groundOf(answer, shown.series), inFull: true }
  const { names, words: { t, language }, flow } = facts
  const isRtl = isRightToLeft(language)
  const { differ, notes } = facts.ground.definitions
  const lines = factsOf(facts).map(({ name, words }) => [t(`explore.${name}`), words] as const)
  const conditions = [t('explore.conditions'), t('explore.terms_words')] as const
  const differing = notes.filter(({ member }) => differ.has(member)).map((one) => [names.code('REF_AREA', one.member), noteOf(one, t)] as const)
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
