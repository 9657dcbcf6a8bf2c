import { useState, type RefObject } from 'react'
import { Link } from '../../router/link.tsx'
import { Reach } from '../../ui/reach.tsx'
import { definitionOf, factsOf, noteOf, type Facts } from './ground.ts'

/** What the figures rest on: whose they are, what is counted, which periods, known when, who may see them; and behind it each state on its own. */
export function SourceLine({ facts, details }: { readonly facts: Facts; readonly details: RefObject<HTMLDetailsElement | null> }) {
  const { ground: { source, definitions, terms }, series, flow, collection, names, words: { t, language } } = facts
  const state = (code: string) => names.code('REF_AREA', code)
  const [isOpen, setOpen] = useState(false)
  return (
    <figcaption className="source">
      {factsOf(facts).map(({ name, words }) => <span key={name}><b>{t(`explore.${name}`)}</b> {name === 'terms' ? <Reach level={terms.level} /> : null} {words}</span>)}
      <details className="explained" ref={details} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{t('explore.side_by_side')}</summary>
        {isOpen ? (
          <>
            <p>{definitionOf(flow, series, language)} <Link to="/collections/$collection" params={{ collection: collection.collection }}>{t('explore.definitions_of', { version: collection.version })}</Link></p>
            <ul>
              {source.states.map((code) => (
                <li key={code}>
                  <b>{state(code)}</b>{definitions.differ.has(code) ? <> <span className="neq" aria-hidden="true" /></> : null}: {definitions.notes.filter(({ member }) => member === code).map((one) => noteOf(one, t)).filter((note, at, all) => all.indexOf(note) === at).join(' ') || t('explore.conforms.silent')} {source.periods > 0 ? t('explore.covered', { count: source.covered.get(code) ?? 0, all: source.periods }) : null}
                </li>
              ))}
            </ul>
            <h3>{t('explore.how_answered')}</h3>
            <ul>
              {source.breakdowns.map(({ dimensions, exact, members }) => (
                <li key={dimensions?.join() ?? '-'}><b>{new Intl.ListFormat(language).format(members.map(state))}</b>: {dimensions === null ? t('explore.answered_none') : dimensions.length === 0 ? t('explore.answered_total')
                  : t(exact ? 'explore.answered_exact' : 'explore.answered_sum', { by: new Intl.ListFormat(language).format(dimensions.map((id) => names.dimension(id))) })}</li>
              ))}
            </ul>
          </>
        ) : null}
      </details>
    </figcaption>
  )
}
