import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { useMemberName } from '../../api/members.ts'
import { read, renew } from '../../api/queries.ts'
import { follow, type Task } from '../../api/task.ts'
import { useWords } from '../../i18n/use.ts'
import { go } from '../../router/go.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import type { Terms } from '../../ui/audience-of.ts'
import { useSeen } from '../../ui/use-seen.ts'
import { Button } from '../../ui/button.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import { Notice } from '../../ui/page.tsx'
import { Reach } from '../../ui/reach.tsx'
import { useApproval } from './approval.ts'
import { Progress } from './progress.tsx'
import type { Report } from './report.tsx'
import { useBeside } from './use-beside.ts'

type ApproveBarProps = { readonly id: string; readonly data: Report; /** Of each dataflow; none before the terms are known that usually hold. */ readonly terms: TermsOf | undefined }
type TermsOf = { readonly [dataflow: string]: Terms }

/** Stays in sight: who will see it, how many figures it replaces, and the one button that signs. Where one may not approve it says why. */
export function ApproveBar({ id, data, terms }: ApproveBarProps) {
  const { t, number } = useWords()
  const { withFactor } = useFreshFactor()
  const [task, setTask] = useState<Task>()
  const may = data.abilities.approve
  const approval = useApproval(data)
  const preview = useQuery({ ...read('reports', 'preview', { params: { report: id } }), enabled: may })
  const approve = useMutation({
    mutationFn: async (chosen: TermsOf) => {
      const key = crypto.randomUUID()
      const started = await withFactor(() => call('reports', 'approve', { params: { report: id }, body: { terms_of: { ...chosen } } }, { key }))
      return started && follow(started, setTask)
    },
    onSuccess: async (ended) => {
      await renew('reports', 'sharing', 'tasks', 'explore')
      const national = ended?.result?.['report']
      if (typeof national === 'string') await go({ to: '/review/$report', params: { report: national } })
    },
  })
  const beside = useBeside(id, data)
  const isOneOfSeveral = data.rows[0]!.unit !== 'NATIONAL' && beside.reports.length > 1
  const holds = data.sections.every((section) => section.holds === 'narratives') ? 'narratives' : 'figures'
  const replaces = preview.data?.parts.filter(({ dataflow }) => data.sections.find((section) => section.dataflow === dataflow)?.holds === holds).reduce((sum, part) => sum + part.replaces, 0)
  const flow = data.sections[0]?.dataflow
  return (
    <div className="submit">
      {approve.error ? <Notice kind="error">{sentenceOf(approve.error, t)}</Notice> : null}
      {approve.isPending && task ? <Progress task={task} title={t('review.approving')} /> : (
        <>
          <div className="state">
            {may && flow ? <>{terms ? <Reach level={terms[flow]!.level} big /> : null}<div><strong>{terms ? <WhoWill holds={holds} dataflow={flow} own={data.rows[0]!.member} terms={terms[flow]!} several={data.sections.length > 1} /> : t('shell.loading')}</strong><small>{preview.error ? sentenceOf(preview.error, t) : replaces === undefined ? t('review.looking') : t('review.replaces', { holds, count: replaces, shown: number(replaces) })}{isOneOfSeveral ? ` ${t('review.one_of_several')}` : ''}</small></div></>
              : <div><strong>{approval.title}</strong><small>{approval.words}</small></div>}
          </div>
          {may ? <div className="actions"><Button {...(isOneOfSeveral ? {} : { kind: 'primary' })} busy={approve.isPending} disabled={beside.isPending || !isChosen(terms)} onPress={() => { if (isChosen(terms)) approve.mutate(terms) }}>{t(isOneOfSeveral ? 'review.approve_alone' : 'review.approve')}</Button></div> : null}
        </>
      )}
    </div>
  )
}

/** Whether there are terms to approve under, and each group of them is named. */
const isChosen = (terms: TermsOf | undefined): terms is TermsOf => terms !== undefined && Object.values(terms).every(({ level, group }) => level !== 'GROUP' || group !== undefined)

function WhoWill({ holds, dataflow, own, terms, several }: { readonly holds: string; readonly dataflow: string; readonly own: string; readonly terms: Terms; readonly several: boolean }) {
  const { t, day } = useWords()
  const member = useMemberName()
  const seen = useSeen(dataflow, terms)
  if (several) return t('review.will_several')
  if (terms.level === 'GROUP' && terms.group === undefined) return t('audience.note_group_missing')
  if (!seen) return t('shell.loading')
  const words = seen.told ? t('review.will', { holds, own: member(own), others: seen.members.length - 1, secretariat: String(seen.secretariat) }) : t(terms.level === 'GROUP' ? 'review.will_group' : 'review.will_locked', { holds, group: terms.group ?? '' })
  return terms.embargo && terms.level !== 'NATIONAL' ? `${words} ${t('review.will_from', { day: day(terms.embargo) })}` : words
}
