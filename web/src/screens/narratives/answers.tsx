import type { NarrativeField } from '@openvrs/core/metadata/model.ts'
import type { Answer, Leg } from '@openvrs/core/narrative/narrative.ts'
import type { Lists } from './kinds.ts'
import { LegsLine, type Stop } from './legs-line.tsx'
import { useSaid } from './said.ts'

/** The answers of a narrative as people read them: a way as a line, everything else as facts. */
export function Answers({ answers, lists }: { readonly answers: { readonly [field: string]: unknown }; readonly lists: Lists }) {
  const { answer: say } = useSaid(lists)
  const given = lists.kind.fields.filter(({ id }) => answers[id] !== undefined)
  return (
    <>
      {given.map((field) => field.kind === 'legs' ? <LegsLine key={field.id} label={lists.nameOf(field.name)} stops={stopsOf(field, answers[field.id] as readonly Leg[], say)} /> : null)}
      <dl className="facts">{given.map((field) => field.kind === 'legs' ? null : <div key={field.id}><dt>{lists.nameOf(field.name)}</dt><dd dir="auto">{say(field, answers[field.id] as Answer)}</dd></div>)}</dl>
    </>
  )
}

function stopsOf(field: Extract<NarrativeField, { kind: 'legs' }>, legs: readonly Leg[], say: (field: NarrativeField, answer: Answer) => string): readonly Stop[] {
  const told = (leg: Leg | undefined, id: string): string => { const own = field.fields.find((one) => one.id === id); return own && leg?.[id] !== undefined ? say(own, leg[id]) : '' }
  const onward = field.fields.filter(({ id }) => id !== field.from && id !== field.to)
  return [...legs.map((leg): Stop => ({ place: told(leg, field.from), onward: onward.map(({ id }) => told(leg, id)).filter(Boolean) })), { place: told(legs.at(-1), field.to), onward: [] }]
}
