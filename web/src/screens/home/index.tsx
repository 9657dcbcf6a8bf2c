import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { me, read, type Me } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Loaded, PageHead } from '../../ui/page.tsx'
import { byReport, type ReportRow } from '../reports/group.ts'
import { GiveAndGet } from './access.tsx'
import { Receipts } from './receipts.tsx'
import { Starts } from './starts.tsx'
import { taskOf, type Tasks } from './tasks.ts'
import { TodoList } from './todo.tsx'
import './home.css'
import { WorkInProgress } from './work.tsx'

/** What is due, what came back, what waits, and one step to go on with it; different for each role. */
export default function Home() {
  const { t, today } = useToday()
  const person = useQuery(me).data
  const reporting = person?.role === 'reporter' || person?.role === 'focal_point'
  const reports = useQuery({ ...read('reports', 'list'), enabled: reporting })
  if (!person) return null
  return (
    <>
      {reporting
        ? <Loaded of={reports}>{({ reports: rows }) => <Reporting person={person} rows={rows} eyebrow={today} />}</Loaded>
        : <><PageHead eyebrow={today} title={t(`home.title_${person.role}`)} lede={t(`home.lede_${person.role}`)} /><div className="narrow-home"><Starts person={person} /></div></>}
    </>
  )
}

function Reporting({ person, rows, eyebrow }: { readonly person: Me; readonly rows: readonly ReportRow[]; readonly eyebrow: string }) {
  const { t, period } = useWords()
  const [now] = useState(() => new Date())
  const tasks: Tasks = taskOf(person, rows, now)
  const title = tasks.returned.length > 0 ? t('home.title_returned', { count: tasks.returned.length })
    : tasks.waiting.length > 0 ? t('home.title_waiting', { count: tasks.waiting.length })
      : tasks.due.length === 1 ? t('home.title_due_one', { period: period(tasks.due[0]!.period) })
        : tasks.due.length > 1 ? t('home.title_due', { count: tasks.due.length })
          : tasks.drafts.length > 0 ? t('home.title_drafts', { count: tasks.drafts.length }) : t(rows.length > 0 ? 'home.title_nothing' : 'home.title_new')
  return (
    <>
      <PageHead eyebrow={eyebrow} title={title} lede={rows.length === 0 ? t('home.lede_new') : undefined} />
      <div className="split"><div className="stack home-main"><TodoList tasks={tasks} person={person} latest={byReport(rows)} /></div><aside className="stack"><WorkInProgress /><GiveAndGet /><Receipts rows={rows} /></aside></div>
    </>
  )
}

function useToday() {
  const words = useWords()
  const [now] = useState(() => new Date().toISOString())
  return { t: words.t, today: words.day(now) }
}
