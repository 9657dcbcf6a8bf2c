import '../../look/work.css'
import { useQuery } from '@tanstack/react-query'
import { read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Link, Replace } from '../../router/link.tsx'
import { useParams } from '../../router/use.ts'
import { Loaded } from '../../ui/page.tsx'
import { ReportHead } from './head.tsx'
import { Standing } from './standing.tsx'
import { useMetadata } from './metadata.ts'

/** A report: its first section, or, where it has none yet, the sections that it can have. */
export default function Report() {
  const { report = '' } = useParams()
  const shown = useQuery(read('reports', 'show', { params: { report } }))
  const { t } = useWords()
  const meta = useMetadata(shown.data)
  return (
    <Loaded of={shown}>
      {(data) => {
        const [first] = data.sections
        if (first) return <Replace to="/reports/$report/$dataflow" params={{ report, dataflow: first.dataflow }} />
        return (
          <>
            <ReportHead report={data} title={t('report.new_title')} lede={t('report.choose')} />
            <Standing report={data} />
            <Loaded of={meta}>
              {({ collection, nameOf }) => (
                <ul className="sheet">
                  {[...collection.dataflows.values()].filter((flow) => flow.frequencies.includes(data.rows[0]!.freq)).map((flow) => (
                    <li key={flow.id}>
                      <Link to="/reports/$report/$dataflow" params={{ report, dataflow: flow.id }}><strong>{nameOf(flow.name)}</strong><span>{nameOf(flow.description)}</span><span className="code">{flow.id}</span></Link>
                    </li>
                  ))}
                  {[...collection.narratives.values()].map((kind) => <li key={kind.id}><Link to="/reports/$report/$dataflow" params={{ report, dataflow: kind.id }}><strong>{nameOf(kind.name)}</strong><span>{t('report.in_words')}</span><span className="code">{kind.id}</span></Link></li>)}
                </ul>
              )}
            </Loaded>
          </>
        )
      }}
    </Loaded>
  )
}
