import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { renew } from '../../api/queries.ts'
import { follow, type Task } from '../../api/task.ts'
import { useUnitName } from '../../api/units.ts'
import { useWords } from '../../i18n/use.ts'
import { go } from '../../router/go.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/page.tsx'
import type { Choices } from './choices.ts'
import type { Rule } from './counted.ts'
import { Progress } from './progress.tsx'
import type { Beside } from './use-beside.ts'

type CombineProps = { readonly reports: Beside['reports']; readonly overlapping: number; readonly rule: Rule; readonly onRule: (rule: Rule) => void; readonly choices: Choices }

/** Which unit counts where several report one figure, and the button that makes one national report of all. Combining changes no figure of a unit. */
export function Combine({ reports, overlapping, rule, onRule, choices: single }: CombineProps) {
  const { t } = useWords()
  const unit = useUnitName()
  const [task, setTask] = useState<Task>()
  const combine = useMutation({
    mutationFn: async () => follow(await call('reports', 'combine', { body: { reports: reports.map(({ report }) => report), overlap: rule, choices: [...single.all] } }, { key: crypto.randomUUID() }), setTask),
    onSuccess: async ({ result }) => {
      await renew('reports', 'tasks')
      await go({ to: '/review/$report', params: { report: String(result?.['report']) } })
    },
  })
  const units = [...new Set(reports.map((one) => one.unit))]
  const choices: readonly Rule[] = ['sum', ...units.map((one): Rule => `prefer=${one}`)]
  const isOpen = rule === 'refuse' && single.all.length < overlapping
  return (
    <div className="card stack">
      {overlapping > 0 ? (
        <fieldset className="stack is-tight">
          <legend><strong>{t('review.which_counts', { count: overlapping })}</strong></legend>
          <div className="pick" role="radiogroup" aria-label={t('review.which_counts', { count: overlapping })}>
            {choices.map((one) => <label key={one}><input type="radio" name="overlap" checked={rule === one} onChange={() => onRule(one)} />{one === 'sum' ? t('review.sum') : unit(one.slice('prefer='.length))}</label>)}
          </div>
          <p className="small muted">{t(rule === 'refuse' ? 'review.rule_open' : rule === 'sum' ? 'review.rule_sum' : 'review.rule_prefer')}</p>
        </fieldset>
      ) : <p>{t('review.no_overlap')}</p>}
      {combine.error ? <Notice kind="error">{sentenceOf(combine.error, t)}</Notice> : null}
      {combine.isPending && task ? <Progress task={task} title={t('review.combining')} /> : <p><Button kind="primary" busy={combine.isPending} disabled={isOpen} onPress={() => combine.mutate()}>{t('review.combine', { count: reports.length })}</Button></p>}
    </div>
  )
}
