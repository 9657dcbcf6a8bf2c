import { Fragment } from 'react'

export type Marked = { readonly text: string; readonly ranges: readonly (readonly number[])[] }

/** A text with what was sought in it marked. The server tells places, never markup. */
export function MarkedText({ of: { text, ranges } }: { readonly of: Marked }) {
  return (
    <bdi>
      {ranges.map(([from = 0, to = 0], at) => <Fragment key={from}>{text.slice(ranges[at - 1]?.[1] ?? 0, from)}<mark>{text.slice(from, to)}</mark></Fragment>)}
      {text.slice(ranges.at(-1)?.[1] ?? 0)}
    </bdi>
  )
}
