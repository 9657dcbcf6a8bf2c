/** A stop and how one goes on from it; the last has no way on. */
export type Stop = { readonly place: string; readonly onward: readonly string[]; readonly note?: string }

/** A way as a line with its stops: read from top to bottom, drawn as on a plan of stations. */
export function LegsLine({ stops, label }: { readonly stops: readonly Stop[]; readonly label: string }) {
  return (
    <ol className="way-line" aria-label={label}>
      {stops.map((stop, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- a way may come through a place twice
        <li key={at}>
          <strong>{stop.place}</strong>
          {stop.onward.length > 0 ? <p>{stop.onward.join(' · ')}</p> : null}
          {stop.note ? <p className="small muted" dir="auto">{stop.note}</p> : null}
        </li>
      ))}
    </ol>
  )
}
