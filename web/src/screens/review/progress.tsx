import { useMutation } from '@tanstack/react-query'
import { call } from '../../api/call.ts'
import { renew } from '../../api/queries.ts'
import type { Task } from '../../api/task.ts'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'

/** Long work as it goes on: how far, and the way to stop it. The page may be left. */
export function Progress({ task, title }: { readonly task: Task; readonly title: string }) {
  const { t, number } = useWords()
  const cancel = useMutation({ mutationFn: () => call('tasks', 'cancel', { params: { task: task.task } }), onSettled: () => renew('tasks') })
  return (
    <div className="job" aria-live="polite">
      <div><strong>{title}</strong><p>{task.done_rows > 0 ? t('review.rows_done', { count: number(task.done_rows) }) : null} {t('review.may_leave')}</p></div>
      <Button small kind="quiet" busy={cancel.isPending} onPress={() => cancel.mutate()}>{t('review.cancel')}</Button>
      <progress aria-label={title} {...(task.all_rows ? { max: task.all_rows, value: task.done_rows } : {})} />
    </div>
  )
}
