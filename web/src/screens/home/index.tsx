import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { me, type Me } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Loaded, PageHead } from '../../ui/page.tsx'
import { Together } from '../../ui/together.tsx'
import { ResetNotice } from '../members/reset-notice.tsx'
import { WaitingNotice } from '../members/waiting-notice.tsx'
import { byReport, type ReportRow } from '../reports/group.ts'
import { GiveAndGet, Readable } from './access.tsx'
import { Administration } from './administration.tsx'
import { Confirmations } from './confirmations.tsx'
import './home.css'
import { Latest } from './latest.tsx'
import { News } from './news.tsx'
import { askAhead, ownReports } from './reads.ts'
import { Receipts } from './receipts.tsx'
import { taskOf, type Tasks } from './tasks.ts'
import { TodoList } from './todo.tsx'
import { WaysOn } from './ways-on.tsx'
import { WorkInProgress } from './work.tsx'

/** What is due, what came back, what waits, what is new, and one step to go on with it; different for each role. */
export default function Home() {
  const person = useQuery(me).data
  return person ? <HomeOf person={person} /> : null
}

function HomeOf({ person }: { readonly person: Me }) {
  const { language } = useWords()
  useState(() => askAhead(person, language))
  switch (person.role) {
    case 'reporter':
    case 'focal_point':
      return <Reports person={person} />
    case 'analyst':
      return <Plain person={person}><News /><Readable /></Plain>
    case 'cau_analyst':
      return <Plain person={person}><Confirmations /><News /><Readable /></Plain>
    case 'liaison':
      return <Plain person={person}><WaysOn person={person} /></Plain>
    case 'administrator':
      return <Plain person={person}><Administration /><WaysOn person={person} /></Plain>
  }
}

function Plain({ person, children }: { readonly person: Me; readonly children: ReactNode }) {
  const { t } = useWords()
  return <><PageHead eyebrow={useToday()} title={t(`home.title_${person.role}`)} lede={t(`home.lede_${person.role}`)} /><ResetNotice person={person} /><WaitingNotice person={person} /><div className="narrow-home"><Together>{children}</Together></div></>
}

function Reports({ person }: { readonly person: Me }) {
  const reports = useQuery(ownReports)
  return (
    <Loaded of={reports}>
      {({ reports: rows }) => <Reporting person={person} rows={rows} />}
    </Loaded>
  )
}

function Reporting({ person, rows }: { readonly person: Me; readonly rows: readonly ReportRow[] }) {
  const [now] = useState(() => new Date())
  const [tasks, listed] = [taskOf(person, rows, now), byReport(rows)]
  const { t } = useWords()
  return (
    <>
      <PageHead eyebrow={useToday()} title={useTitle(tasks, rows.length === 0)} lede={rows.length === 0 ? t('home.lede_new') : undefined} />
      <ResetNotice person={person} />
      <WaitingNotice person={person} />
      <div className="split">
        <div className="stack home-main">
          <TodoList tasks={tasks} person={person} now={now} />
          <Confirmations />
          <News />
          <Latest reports={listed} tasks={tasks} />
        </div>
        <aside className="stack"><WorkInProgress /><GiveAndGet /><Receipts reports={listed} /></aside>
      </div>
    </>
  )
}

/** The one thing that matters most now. */
function useTitle({ returned, waiting, due, drafts }: Tasks, isNew: boolean): string {
  const { t, period } = useWords()
  if (returned.length > 0) return t('home.title_returned', { count: returned.length })
  if (waiting.length > 0) return t('home.title_waiting', { count: waiting.length })
  if (due.length === 1) return t('home.title_due_one', { period: period(due[0]!.period) })
  if (due.length > 1) return t('home.title_due', { count: due.length })
  if (drafts.length > 0) return t('home.title_drafts', { count: drafts.length })
  return t(isNew ? 'home.title_new' : 'home.title_nothing')
}

function useToday(): string {
  const { day } = useWords()
  const [now] = useState(() => new Date().toISOString())
  return day(now)
}
