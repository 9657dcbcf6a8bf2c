import '../../look/work.css'
import './narratives.css'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CodeList, NarrativeKind } from '@openvrs/core/metadata/model.ts'
import { periodsBetween } from '@openvrs/core/report/period.ts'
import type { NarrativeBody } from '@openvrs/core/narrative/narrative.ts'
import type { AnswerOf } from '../../api/call.ts'
import { me, read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { Loaded, Notice } from '../../ui/page.tsx'
import { ReportHead } from '../report/head.tsx'
import type { Metadata, Shown } from '../report/metadata.ts'
import { SectionTabs } from '../report/section-tabs.tsx'
import { Standing } from '../report/standing.tsx'
import { Form } from './form.tsx'
import { listsOf, useKinds } from './kinds.ts'
import { SubmitBar } from './submit-bar.tsx'
import { NEW, useOnDevice } from './use-device-text.ts'
import { Warned } from './warned.tsx'

export type Draft = AnswerOf<'narrativeDrafts', 'list'>['narratives'][number]
type SectionProps = { readonly report: Shown; readonly meta: Metadata; readonly kind: string }

/** A section of a report that tells in words: its narratives one below the other, one of them open to be written. */
export default function NarrativeSection({ report, meta, kind }: SectionProps) {
  const { language } = useWords()
  const kinds = useKinds(meta.collection, language)
  const drafts = useQuery(read('narrativeDrafts', 'list', { params: { report: report.rows[0]!.report } }))
  return (
    <Loaded of={kinds}>
      {(known) => {
        const found = known.narratives.find(({ id }) => id === kind) as NarrativeKind | undefined
        return found ? <Written {...{ report, meta, kind: found, lists: known.codelists as unknown as readonly CodeList[], drafts }} /> : null
      }}
    </Loaded>
  )
}

type WrittenProps = { readonly report: Shown; readonly meta: Metadata; readonly kind: NarrativeKind; readonly lists: readonly CodeList[]; readonly drafts: ReturnType<typeof useQuery<AnswerOf<'narrativeDrafts', 'list'>>> }

function Written({ report, meta, kind, lists: codelists, drafts }: WrittenProps) {
  const { t, language } = useWords()
  const [isUnlocked, unlock] = useState(false)
  /** Not decided yet: what this device has unsent is open then. */
  const [chosen, setOpen] = useState<string | null>()
  const person = useQuery(me).data
  const lists = listsOf(meta.collection, kind, codelists, meta.nameOf)
  const head = report.rows[0]!
  const periods = periodsBetween(head.from, head.to)
  const own = drafts.data?.narratives.filter((draft) => draft.kind === kind.id)
  const onDevice = useOnDevice(head.report, kind.id, own?.map(({ narrative }) => narrative))
  const canEdit = report.abilities.edit && (head.status !== 'submitted' || isUnlocked) && person?.member === head.member
  const open = chosen === undefined && canEdit ? onDevice?.found.keys().next().value : chosen
  return (
    <>
      <ReportHead report={report} code={kind.id} title={meta.nameOf(kind.name)} lede={meta.nameOf(kind.description)} />
      <Standing report={report} onEdit={isUnlocked ? undefined : () => unlock(true)} />
      {head.status === 'submitted' && isUnlocked ? <Notice kind="warn"><p>{t('report.edit_makes_draft')}</p></Notice> : null}
      <SectionTabs report={report} meta={meta} dataflow={kind.id} />
      <Loaded of={drafts}>
        {() => {
          if (!onDevice) return <output className="quiet">{t('shell.loading')}</output>
          const all = own ?? []
          const isFirst = all.length === 0 && canEdit
          return (
            <div className="stack is-wide tales">
              {kind.neverPublic ? <Notice><p>{t('narratives.never_public')}</p></Notice> : null}
              {all.map((draft) => draft.narrative === open
                ? <Form key={draft.narrative} draft={draft} report={head.report} periods={periods} lists={lists} onDevice={onDevice} disabled={!canEdit} onClose={() => setOpen(null)} />
                : <Folded key={draft.narrative} draft={draft} report={head.report} canEdit={canEdit} isUnsent={canEdit && onDevice.found.has(draft.narrative)} onOpen={() => setOpen(draft.narrative)} />)}
              {all.length === 0 && !canEdit ? <p className="quiet">{t('narratives.none_here')}</p> : null}
              {isFirst || open === NEW
                ? <Form key={NEW} report={head.report} periods={periods} lists={lists} onDevice={onDevice} disabled={false} start={startOf(head, language)} onClose={isFirst ? undefined : () => setOpen(null)} onMade={setOpen} />
                : canEdit ? <div className="actions"><Button icon="plus" onPress={() => setOpen(NEW)}>{t('narratives.new')}</Button></div> : null}
            </div>
          )
        }}
      </Loaded>
      <SubmitBar report={report} meta={meta} kind={kind.id} drafts={drafts.data?.narratives ?? []} isOpen={typeof open === 'string' || (onDevice?.found.size ?? 0) > 0} canEdit={canEdit} />
    </>
  )
}

/** What a new narrative begins with: the last period of its report, in the language of its writer. */
const startOf = (head: Shown['rows'][number], language: string): NarrativeBody => ({ period: head.to, language, summary: '', text: '', source_type: '', reliability: '', credibility: '', series: [], fields: {} })

function Folded({ draft, report, canEdit, isUnsent, onOpen }: { readonly draft: Draft; readonly report: string; readonly canEdit: boolean; readonly isUnsent: boolean; readonly onOpen: () => void }) {
  const { t, period } = useWords()
  return (
    <article className="card told">
      <div>
        <p className="eyebrow">{period(draft.body.period)} <span className="code">{draft.narrative}</span>{draft.change === 'same' ? null : <> <span className="badge is-line">{t(`narratives.change_${draft.change}`)}</span></>}{isUnsent ? <> <span className="badge is-warn">{t('narratives.unsent')}</span></> : null}</p>
        <h3 lang={draft.body.language || undefined} dir="auto">{draft.body.summary || t('narratives.no_summary')}</h3>
        {draft.faults.length > 0 ? <p className="said"><span className="icon i-error" aria-hidden="true" /> {t('narratives.faults', { count: draft.faults.length })}</p> : null}
        <Warned report={report} dataflow={draft.kind} narrative={draft.narrative} canAnswer={canEdit} />
      </div>
      <Button small onPress={onOpen}>{t(canEdit ? 'narratives.open' : 'narratives.read')}<span className="visually-hidden">{draft.narrative}</span></Button>
    </article>
  )
}
