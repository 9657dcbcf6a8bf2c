import { useEffect, useRef, useState } from 'react'
import { call } from '../../api/call.ts'
import { queryClient } from '../../api/queries.ts'
import { Refusal } from '../../api/refusal.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import type { Item } from './findings.ts'

/** Sends what is said of warnings, and reads the comments again. */
export function useAnswer(report: string) {
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const send = async (comments: { dataflow: string; key: string; column: string; rule?: string; words: string }[], sure = false): Promise<boolean> => {
    setBusy(true)
    setProblem(undefined)
    try {
      await call('reports', 'comment', { params: { report }, body: { comments, ...(sure && { sure }) } }, { key: crypto.randomUUID() })
      await Promise.all(['comments', 'findings', 'show'].map((name) => queryClient.invalidateQueries({ queryKey: ['reports', name] })))
      return true
    } catch (error) {
      setProblem(error)
      return false
    } finally { setBusy(false) }
  }
  return { isBusy, problem, send }
}

/** Why words were not taken; where they look as if they led to a person, the writer may know better. */
export function Refused({ problem, onSure }: { readonly problem: unknown; readonly onSure: () => void }) {
  const { t } = useWords()
  if (problem === undefined) return null
  return <div role="alert" className="stack is-tight"><p>{sentenceOf(problem, t)}</p>{problem instanceof Refusal && problem.code === 'report.comment_nominal' ? <div className="actions"><Button small onPress={onSure}>{t('report.sure')}</Button></div> : null}</div>
}

/** Says in a few words why a figure is right as it is, or answers what was asked of it. */
export function Answer({ report, dataflow, item }: { readonly report: string; readonly dataflow: string; readonly item: Pick<Item, 'message' | 'key' | 'column' | 'rule' | 'answer' | 'asked'> }) {
  const { t } = useWords()
  const [words, setWords] = useState<string>()
  const { isBusy, problem, send } = useAnswer(report)
  const said = useRef<HTMLParagraphElement>(null)
  const [isSent, setSent] = useState(false)
  const isSaid = item.answer !== undefined && words === undefined
  // The field goes when its words are kept: who typed them stays at this place.
  useEffect(() => {
    if (isSent && isSaid) said.current?.focus()
  }, [isSent, isSaid])
  if (item.answer && words === undefined) {
    return <><p ref={said} tabIndex={-1}>{t(item.asked ? 'report.replied' : 'report.answered', { words: item.answer.words })}</p><div className="actions"><Button small kind="quiet" onPress={() => setWords(item.answer!.words)}>{t('report.answer_anew')}</Button></div></>
  }
  const submit = async (sure = false) => { if (words?.trim() && (await send([{ dataflow, key: item.key, column: item.column, ...(item.rule === undefined ? {} : { rule: item.rule }), words: words.trim() }], sure))) { setSent(true); setWords(undefined) } }
  return (
    <form className="stack is-tight" onSubmit={(event) => { event.preventDefault(); void submit() }}>
      <input className="input" value={words ?? ''} maxLength={2000} aria-label={t(item.asked ? 'report.reply' : 'report.why', { message: item.message })} placeholder={t(item.asked ? 'report.reply_example' : 'report.why_example')} onChange={(event) => setWords(event.target.value)} />
      <div className="actions"><Button small submit busy={isBusy} disabled={!words?.trim()}>{t(item.asked ? 'report.reply_do' : 'report.keep')}</Button></div>
      <Refused problem={problem} onSure={() => void submit(true)} />
    </form>
  )
}
