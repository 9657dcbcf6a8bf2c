import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import type { Metadata, Shown } from './metadata.ts'

/** The sections of a report, how far each is, and the way to add one. */
export function SectionTabs({ report, meta, dataflow }: { readonly report: Shown; readonly meta: Metadata; readonly dataflow: string }) {
  const { t } = useWords()
  const id = report.rows[0]!.report
  const there = report.sections.map((section) => section.dataflow)
  const shown = there.includes(dataflow) ? there : [...there, dataflow]
  const others = [...meta.collection.dataflows.values()].filter((flow) => !shown.includes(flow.id) && flow.frequencies.includes(report.rows[0]!.freq))
  const kinds = [...meta.collection.narratives.values()].filter((kind) => !shown.includes(kind.id))
  const name = (flow: string) => { const found = meta.collection.dataflows.get(flow) ?? meta.collection.narratives.get(flow); return found ? meta.nameOf(found.name) : flow }
  return (
    <div className="tabs-row">
      <nav className="tabs" aria-label={t('report.sections')}>
        {shown.map((flow) => {
          const section = report.sections.find((one) => one.dataflow === flow)
          return (
            <Link key={flow} to="/reports/$report/$dataflow" params={{ report: id, dataflow: flow }} aria-current={flow === dataflow ? 'page' : undefined}>
              {section && section.errors > 0 ? <span className="icon i-error is-error" aria-hidden="true" /> : section?.checked && section.warnings === 0 ? <span className="icon i-ok is-done" aria-hidden="true" /> : null}
              {name(flow)}
              {section && section.errors > 0 ? <span className="visually-hidden">, {t('report.errors', { count: section.errors })}</span> : null}
            </Link>
          )
        })}
      </nav>
      {report.abilities.edit && others.length + kinds.length > 0 ? (
        <details className="menu">
          <summary className="btn is-quiet is-small"><span className="icon i-plus" aria-hidden="true" />{t('report.add_section')}</summary>
          <div className="menu-panel">{[...others, ...kinds].map((flow) => <Link key={flow.id} to="/reports/$report/$dataflow" params={{ report: id, dataflow: flow.id }} onClick={(event) => event.currentTarget.closest('details')?.removeAttribute('open')}>{meta.nameOf(flow.name)}</Link>)}</div>
        </details>
      ) : null}
    </div>
  )
}
