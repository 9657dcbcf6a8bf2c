import { useQuery } from '@tanstack/react-query'
import type { AnswerOf } from '../../api/call.ts'
import { read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { replyTo } from '../report/findings.ts'
import { useKeyWords } from './use-key-words.ts'

type Finding = AnswerOf<'reports', 'findings'>['findings'][number]
type Comment = AnswerOf<'reports', 'comments'>['comments'][number]

const SHOWN = 50

/** What the rules found, each with the answer that was given: answers travel with the report. */
export function Findings({ id, collection }: { readonly id: string; readonly collection: string }) {
  const { t, number, language } = useWords()
  const found = useQuery(read('reports', 'findings', { params: { report: id }, query: { language } })).data
  const comments = useQuery(read('reports', 'comments', { params: { report: id } })).data?.comments ?? []
  const asked = comments.filter(({ kind }) => kind === 'return').map((comment) => ({ comment, reply: replyTo(comment, comments) }))
  const replies = new Set(asked.map(({ reply }) => reply))
  const said = [...asked, ...comments.filter((comment) => comment.kind === 'note' && !replies.has(comment)).map((comment) => ({ comment, reply: undefined }))].toSorted((a, b) => a.comment.written.localeCompare(b.comment.written))
  return (
    <section>
      <div className="section-head"><h2>{t('review.findings')}</h2><p>{t('review.findings_words')}</p></div>
      {found && found.findings.length > 0
        ? <ul className="rows card is-flush">{found.findings.slice(0, SHOWN).map((finding, at) => <FindingRow key={at} finding={finding} collection={collection} answer={answerOf(finding, comments)} />)}</ul>
        : <p className="muted">{found ? t('review.no_findings') : t('shell.loading')}</p>}
      {found && found.findings.length > SHOWN ? <p className="small muted">{t('review.findings_shown', { shown: SHOWN, all: number(found.errors + found.warnings) })}</p> : null}
      {said.length > 0 ? <><h3>{t('review.said')}</h3><ul className="rows card is-flush">{said.map((one, at) => <CommentRow key={at} {...one} collection={collection} />)}</ul></> : null}
    </section>
  )
}

/** The last word on a finding: at its own place, or on all of its rule. */
const answerOf = (finding: Finding, comments: readonly Comment[]): string | undefined =>
  comments.findLast((comment) => comment.kind === 'answer' && comment.dataflow === finding.dataflow && comment.rule === finding.rule && (comment.key === finding.key || comment.key === ''))?.words

function FindingRow({ finding, collection, answer }: { readonly finding: Finding; readonly collection: string; readonly answer: string | undefined }) {
  const { t } = useWords()
  const words = useKeyWords(finding.dataflow, collection)
  const isError = finding.severity === 'error'
  const look = isError ? 'is-error' : answer === undefined ? 'is-warn' : 'is-ok'
  return (
    <li>
      <span className={`mark ${look}`}><span className={`icon ${isError ? 'i-error' : answer === undefined ? 'i-warn' : 'i-check'}`} aria-hidden="true" /><span className="visually-hidden">{t(isError ? 'review.error' : answer === undefined ? 'review.unanswered' : 'review.answered')}</span></span>
      <div className="body">
        <strong>{finding.message}</strong>
        <p>{finding.key === '' ? null : words(finding.key).title} {finding.row_count > 1 ? t('review.rows', { count: finding.row_count }) : null} <span className="code">{finding.rule}</span></p>
        {answer === undefined ? null : <p>{t('review.answer', { words: answer })}</p>}
      </div>
    </li>
  )
}

/** What was asked when the report was returned, with the last answer to it; or a note. */
function CommentRow({ comment, reply, collection }: { readonly comment: Comment; readonly reply: Comment | undefined; readonly collection: string }) {
  const { t, moment } = useWords()
  const words = useKeyWords(comment.dataflow, collection)
  const isAsked = comment.kind === 'return'
  return (
    <li>
      <span className={`mark ${reply ? 'is-ok' : isAsked ? 'is-warn' : ''}`}><span className={`icon ${reply ? 'i-check' : 'i-ask'}`} aria-hidden="true" /></span>
      <div className="body">
        <strong>{t('review.answer', { words: comment.words })}</strong>
        <p>{t(isAsked ? 'review.asked' : 'review.note')} · {comment.key === '' ? t('review.on_whole') : words(comment.key).title} · {moment(comment.written)}</p>
        {reply ? <p>{t('review.replied', { words: reply.words })} · {moment(reply.written)}</p> : isAsked ? <p>{t('review.not_replied')}</p> : null}
      </div>
    </li>
  )
}
