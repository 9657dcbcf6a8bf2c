import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type AnswerOf } from '../../api/call.ts'
import { collectionIn, nameIn } from '../../api/collection.ts'
import { members, useMemberName } from '../../api/members.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Form } from '../../ui/form.tsx'
import { Notice } from '../../ui/page.tsx'
import { ScrollBox } from '../../ui/scroll-box.tsx'
import { Select } from '../../ui/select.tsx'

type Preview = AnswerOf<'explore', 'preview'>
type PreviewProps = { readonly dataflow: string; readonly own: string; /** Only these periods. */ readonly span?: { readonly from: string; readonly to: string }; /** What is said of the member besides what it sees now. */ readonly children?: (member: string) => React.ReactNode }

/** What another member sees of the own figures now. It is asked for by a button, since each look stands in the own audit chain. */
export function PreviewAs({ dataflow, own, span, children }: PreviewProps) {
  const { t } = useWords()
  const name = useMemberName()
  const all = (useQuery(members).data?.members ?? []).filter(({ code, left }) => code !== own && left === null)
  const [as, choose] = useState('')
  const look = useMutation({ mutationFn: (member: string) => call('explore', 'preview', { params: { dataflow }, query: { as: member, by: 'INDICATOR,TIME_PERIOD', ...(span ? { where: `TIME_PERIOD=${span.from}..${span.to}` } : {}) } }) })
  const options = all.map(({ code }) => ({ value: code, text: name(code) })).toSorted((a, b) => a.text.localeCompare(b.text))
  return (
    <div className="stack is-tight">
      <Form onSubmit={() => { if (as !== '') look.mutate(as) }}>
        <div className="row is-low"><Select label={t('sharing.preview_as')} value={as} onChange={(member) => { choose(member); look.reset() }} options={options} ask={t('sharing.preview_choose')} /><Button submit busy={look.isPending} disabled={as === ''}>{t('sharing.preview_look')}</Button></div>
      </Form>
      <div className="stack is-tight" aria-live="polite">
        {as !== '' ? children?.(as) : null}
        {look.error ? <Notice kind={look.error instanceof Error && 'code' in look.error && look.error.code === 'preview.not_told' ? 'warn' : 'error'}>{sentenceOf(look.error, t)}</Notice> : null}
        {look.data ? <Result preview={look.data} isHeld={span !== undefined} /> : null}
      </div>
    </div>
  )
}

function Result({ preview, isHeld }: { readonly preview: Preview; readonly isHeld: boolean }) {
  const { t } = useWords()
  const name = useMemberName()
  const as = name(preview.as)
  if (preview.rows.length === 0) return <p><strong>{t(isHeld ? 'sharing.preview_nothing_held' : 'sharing.preview_nothing', { member: as })}</strong></p>
  return <><p><strong>{t(isHeld ? 'sharing.preview_sees_held' : 'sharing.preview_sees', { member: as })}</strong></p><PreviewTable preview={preview} /></>
}

/** The newest first. */
function PreviewTable({ preview }: { readonly preview: Preview }) {
  const { t, language, period, number } = useWords()
  const flow = useQuery(collectionIn(language)).data?.dataflows.find(({ id }) => id === preview.dataflow)
  const at = (column: string) => preview.columns.indexOf(column)
  const [time, indicator, unit, value] = [at('time_period'), at('indicator'), at('unit_measure'), at('value')]
  const rows = preview.rows.toSorted((a, b) => (String(a[time]) < String(b[time]) ? 1 : -1))
  return (
    <ScrollBox tall label={t('sharing.preview_table')}>
      <table className="grid diff">
        <thead><tr><th className="pin pin-edge" scope="col">{t('sharing.preview_time')}</th><th className="num" scope="col">{t('sharing.preview_figure')}</th></tr></thead>
        <tbody>{rows.map((row) => (
          <tr key={row.slice(0, value).join(' ')}>
            <th className="pin pin-edge" scope="row">{period(String(row[time]))}<br /><span className="quiet">{nameIn(flow?.indicators.find(({ id }) => id === row[indicator])?.name, language, String(row[indicator]))} <span className="code">{row[unit]}</span></span></th>
            <td className="num">{row[value] === null ? '–' : number(Number(row[value]))}</td>
          </tr>
        ))}</tbody>
      </table>
    </ScrollBox>
  )
}
