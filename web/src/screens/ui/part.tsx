import { useId, type ReactNode } from 'react'

/** One part of the page: what it shows, and the samples. `name` is that of its picture. */
export function Part({ name, title, lede, children }: { readonly name: string; readonly title: string; readonly lede: string; readonly children: ReactNode }) {
  const id = useId()
  return (
    <section className="ui-part" data-part={name} aria-labelledby={id}>
      <div className="section-head"><h2 id={id}>{title}</h2><p>{lede}</p></div>
      <div className="stack">{children}</div>
    </section>
  )
}

/** Samples under the word for their state. The pictures force `state` on what is inside, as if a pointer or a keyboard did. */
export const Sample = ({ words, state, children }: { readonly words: string; readonly state?: 'hover' | 'focus-visible' | 'active'; readonly children: ReactNode }) => (
  <div className="ui-sample"><p className="quiet small">{words}</p><div className="row" data-force={state}>{children}</div></div>
)
