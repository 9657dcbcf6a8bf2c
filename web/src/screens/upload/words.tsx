import { nameIn } from '../../api/collection.ts'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import type { CodeOption } from '../../ui/code-search.ts'
import type { Dimension } from '@openvrs/core/metadata/model.ts'
import { ScrollBox } from '../../ui/scroll-box.tsx'
import { CodeChoice } from './code-choice.tsx'
import type { Desk } from './desk.ts'
import { withCode } from './draft.ts'
import type { FileColumn, WordLine } from './engine.ts'
import { Part } from './part.tsx'

/** The words of each column, the commonest first, and the codes that they stand for. */
export function WordsPart({ desk }: { readonly desk: Desk }) {
  const coded = desk.flow.dimensions.flatMap((dimension) => {
    const column = desk.glimpse.columns.find(({ name }) => name === desk.draft.dimensions[dimension.id]?.column)
    return column ? [{ dimension, column }] : []
  })
  if (coded.length === 0) return null
  return <Part step="words" open={desk.open.words}><div className="stack">{coded.map(({ dimension, column }) => <DimensionWords key={dimension.id} desk={desk} dimension={dimension} column={column} />)}</div></Part>
}

/** All codes that a dimension takes, by the names of the reader's language. */
export function useCodeNames(desk: Desk, dimension: Dimension): { readonly options: readonly CodeOption[]; readonly nameOf: (code: string) => string } {
  const { t, language } = useWords()
  const listed = desk.engine.codesOf(dimension, desk.collection).map(({ id, name }) => ({ id, name: nameIn(name, language, id) }))
  const totals = dimension.totals.map((id) => ({ id: id as string, name: t(`upload.code${id === 'OTH' ? '_OTH' : id}`) }))
  const options = [...totals, ...listed]
  return { options, nameOf: (code) => options.find(({ id }) => id === code)?.name ?? code }
}

function DimensionWords({ desk, dimension, column }: { readonly desk: Desk; readonly dimension: Dimension; readonly column: FileColumn }) {
  const { t, language } = useWords()
  const lines = desk.engine.wordsOf(desk.draft, dimension, column, desk.collection, desk.left)
  const { options, nameOf } = useCodeNames(desk, dimension)
  const known = lines.filter(({ state }) => state === 'list')
  const name = nameIn(dimension.name, language, dimension.id)
  return (
    <article className="card is-flush">
      <header className="card-head"><h3>{name}</h3><p className="small muted">{t('upload.from_column', { column: column.name })}</p></header>
      <ul className="rows is-wrapping">
        {lines.filter(({ state }) => state !== 'list').map((line) => <WordRow key={line.word} desk={desk} dimension={dimension.id} name={name} line={line} options={options} nameOf={nameOf} />)}
      </ul>
      {known.length > 0 ? (
        <details className="known">
          <summary>{t('upload.known', { count: known.length })}</summary>
          <ScrollBox tall label={t('upload.known_of', { name })}>
            <table className="grid">
              <thead><tr><th scope="col">{t('upload.word')}</th><th scope="col" className="num">{t('upload.rows')}</th><th scope="col">{t('upload.code')}</th></tr></thead>
              <tbody>{known.map((line) => <tr key={line.word}><th scope="row">{line.word}</th><Rows rows={line.rows} /><td>{nameOf(line.code!)} <span className="code quiet">{line.code}</span></td></tr>)}</tbody>
            </table>
          </ScrollBox>
        </details>
      ) : null}
      {column.distinct > column.words.length ? <p className="small muted card-foot">{t('upload.more_words', { count: column.distinct - column.words.length })}</p> : null}
    </article>
  )
}

function Rows({ rows }: { readonly rows: number }) {
  const { number } = useWords()
  return <td className="num">{number(rows)}</td>
}

function WordRow({ desk, dimension, name, line, options, nameOf }: { readonly desk: Desk; readonly dimension: string; readonly name: string; readonly line: WordLine; readonly options: readonly CodeOption[]; readonly nameOf: (code: string) => string }) {
  const { t, number } = useWords()
  const { word, rows, state, code, isTotal } = line
  const shown = word === '' ? t('upload.blank_word') : word
  const again = () => (state === 'left' ? desk.leave(dimension, word, false) : desk.change(withCode(desk.draft, dimension, word, undefined)))
  return (
    <li data-state={state === 'open' ? 'open' : undefined}>
      <div className="body word"><strong><bdi>{shown}</bdi></strong><p>{t('upload.rows_of', { count: rows, number: number(rows) })}{isTotal ? ` · ${t('upload.is_total')}` : ''}</p></div>
      {state === 'open'
        ? <CodeChoice label={t('upload.decide', { word: shown, name })} candidates={line.candidates.map(({ code: candidate }) => ({ code: candidate, name: nameOf(candidate) }))} options={options} onChoose={(chosen) => desk.change(withCode(desk.draft, dimension, word, chosen))} onLeave={() => desk.leave(dimension, word, true)} />
        : <div className="row">{state === 'left' ? <span className="muted">{t('upload.left')}</span> : <span>{nameOf(code!)} <span className="code quiet">{code}</span></span>}<Button small kind="quiet" onPress={again}>{t('upload.change')}<span className="visually-hidden"> {shown}</span></Button></div>}
    </li>
  )
}
