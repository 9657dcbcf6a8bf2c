import { useMutation, useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { useMemberName } from '../../api/members.ts'
import { read, renew } from '../../api/queries.ts'
import { follow, type Task } from '../../api/task.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { seenUnder, type Terms } from '../../ui/audience-of.ts'
import { Button } from '../../ui/button.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import { Notice } from '../../ui/page.tsx'
import { Reach } from '../../ui/reach.tsx'
import { Progress } from './progress.tsx'
import type { Report } from './report.tsx'
import { useBeside } from './use-beside.ts'

type ApproveBarProps = { readonly id: string; readonly data: Report; readonly terms: { readonly [dataflow: string]: Terms } }

/** Stays in sight: who will see it, how many figures it replaces, and the one button that signs. Where one may not approve it says why. */
export function ApproveBar({ id, data, terms }: ApproveBarProps) {
  const { t, number } = useWords()
  const router = useRouter()
  const { withFactor } = useFreshFactor()
  const [task, setTask] = useState<Task>()
  const may = data.abilities.approve
  const preview = useQuery({ ...read('reports', 'preview', { params: { report: id } }), enabled: may })
  const approve = useMutation({
    mutationFn: async () => {
      const key = crypto.randomUUID()
      const started = await withFactor(() => call('reports', 'approve', { params: { report: id }, body: { terms_of: { ...terms } } }, { key }))
      return started && follow(started, setTask)
    },
    onSuccess: async (ended) => {
      await renew('reports', 'sharing', 'tasks', 'explore')
      const national = ended?.result?.['report']
      if (typeof national === 'string') await router.navigate({ to: '/review/$report', params: { report: national } })
    },
  })
  const beside = useBeside(id, data).reports.length
  const isOneOfSeveral = data.rows[0]!.unit !== 'NATIONAL' && beside > 1
  const replaces = preview.data?.parts.reduce((sum, part) => sum + part.replaces, 0)
  const flow = data.sections[0]?.dataflow
  return (
    <div className="submit">
      {approve.error ? <Notice kind="error">{sentenceOf(approve.error, t)}</Notice> : null}
      {approve.isPending && task ? <Progress task={task} title={t('review.approving')} /> : (
        <>
          <div className="state">
            {may && flow ? <><Reach level={terms[flow]!.level} big /><div><strong><WhoWill dataflow={flow} own={data.rows[0]!.member} terms={terms[flow]!} several={data.sections.length > 1} /></strong><small>{preview.error ? sentenceOf(preview.error, t) : replaces === undefined ? t('review.looking') : t('review.replaces', { count: replaces, shown: number(replaces) })}{isOneOfSeveral ? ` ${t('review.one_of_several')}` : ''}</small></div></>
              : <div><strong>{t('review.four_eyes')}</strong><small>{t('review.four_eyes_words')}</small></div>}
          </div>
          {may ? <div className="actions"><Button {...(isOneOfSeveral ? {} : { kind: 'primary' })} busy={approve.isPending} disabled={Object.values(terms).some(({ level, group }) => level === 'GROUP' && group === undefined)} onPress={() => approve.mutate()}>{t(isOneOfSeveral ? 'review.approve_alone' : 'review.approve')}</Button></div> : null}
        </>
      )}
    </div>
  )
}

function WhoWill({ dataflow, own, terms, several }: { readonly dataflow: string; readonly own: string; readonly terms: Terms; readonly several: boolean }) {
  const { t, day } = useWords()
  const member = useMemberName()
  const access = useQuery(read('sharing', 'access', { params: { dataflow } })).data
  const groups = useQuery(read('sharing', 'listGroups')).data?.groups ?? []
  if (several) return t('review.will_several')
  const seen = seenUnder(terms, own, access, groups)
  const others = seen.members.length - 1
  const words = seen.note === 'locked' ? t('review.will_locked') : t('review.will', { own: member(own), others, secretariat: String(seen.secretariat) })
  return terms.embargo && terms.level !== 'NATIONAL' ? `${words} ${t('review.will_from', { day: day(terms.embargo) })}` : words
}
