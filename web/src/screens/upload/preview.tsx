import { useQuery } from '@tanstack/react-query'
import { nameIn } from '../../api/collection.ts'
import { sentencesIn } from '../../i18n/sentences.ts'
import { useWords } from '../../i18n/use.ts'
import { Notice } from '../../ui/page.tsx'
import { ScrollBox } from '../../ui/scroll-box.tsx'
import type { Desk } from './desk.ts'

const SHOWN = 12

/** The first rows of the file as they would become figures, worked out here with the server's own code. */
export function Preview({ desk, member, undecided }: { readonly desk: Desk; readonly member: string; readonly undecided: number }) {
  const { t, number, period, language } = useWords()
  const sentences = useQuery(sentencesIn(language)).data
  const shown = undecided > 0 ? undefined : desk.engine.preview(desk.draft, desk.glimpse, desk.collection, member, sentences)
  const nameOf = (dimension: string, code: string): string => {
    if (dimension === 'TIME_PERIOD') return period(code)
    const found = desk.flow.dimensions.find(({ id }) => id === dimension)
    if (found?.totals.some((total) => total === code)) return t(`upload.code${code === 'OTH' ? '_OTH' : code}`)
    return nameIn(found && desk.engine.codesOf(found, desk.collection).find(({ id }) => id === code)?.name, language, code)
  }
  return (
    <section className="part" id="part-preview">
      <div className="section-head"><h2>{t('upload.preview')}</h2><p>{t('upload.preview_words')}</p></div>
      {shown === undefined ? <div className="empty"><p>{t('upload.preview_later', { count: undecided })}</p></div> : 'faults' in shown ? (
        <Notice kind="error"><div><p><strong>{t('upload.faults')}</strong></p><ul>{shown.faults.map((fault) => <li key={fault}>{fault}</li>)}</ul></div></Notice>
      ) : (
        <>
          <ScrollBox label={t('upload.preview')}>
            <table className="grid">
              <thead><tr><th scope="col" className="num">{t('upload.row')}</th>{shown.columns.map((id) => <th scope="col" key={id}>{nameIn(desk.flow.dimensions.find((d) => d.id === id)?.name, language, id)}</th>)}<th scope="col" className="num">{t('upload.figure')}</th></tr></thead>
              <tbody>{shown.rows.slice(0, SHOWN).map((row) => <tr key={row.sourceRow}><td className="num">{number(row.sourceRow)}</td>{row.codes.map((code, at) => <td key={shown.columns[at]}>{nameOf(shown.columns[at]!, code)}</td>)}<td className="num"><strong>{Number.isNaN(row.value) ? '–' : number(row.value)}</strong></td></tr>)}</tbody>
            </table>
          </ScrollBox>
          <p className="small muted below">{t('upload.preview_read', { read: shown.read, merged: shown.merged, rejected: shown.rejects.length })}</p>
          {shown.rejects.length > 0 ? <ul className="small">{shown.rejects.slice(0, 5).map(({ row, column, reason }) => <li key={row}>{t('upload.reject_row', { row: number(row), column, reason })}</li>)}</ul> : null}
        </>
      )}
    </section>
  )
}
