import { useState } from 'react'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { searchCodes } from '../../ui/code-search.ts'
import type { Lexicon } from './lexicon.ts'
import type { Loading } from './use-rows.ts'

type LargeBarProps = { readonly lexicon: Lexicon; readonly asked: Loading; readonly total: number; readonly next: number | null; readonly onAsk: (asked: Loading) => void }

/** A section too large for one grid: pages, and a search for the rows of a code. */
export function LargeBar({ lexicon, asked, total, next, onAsk }: LargeBarProps) {
  const { t, number } = useWords()
  const [typed, setTyped] = useState('')
  const found = typed.trim().length < 2 ? [] : lexicon.flow.dimensions.filter((d) => d.id !== 'FREQ' && d.id !== 'REF_AREA')
    .flatMap((d) => searchCodes(lexicon.options(d.id), typed, 4).map((option) => ({ column: d.id, title: lexicon.nameOf(d.name), option }))).slice(0, 12)
  const add = (column: string, id: string) => {
    setTyped('')
    onAsk({ page: 0, where: [...asked.where.filter((one) => !one.startsWith(`${column}=`)), `${column}=${id}`] })
  }
  return (
    <search className="stack is-tight">
      <div className="toolbar">
        <label className="find is-wide"><span className="icon i-search" aria-hidden="true" /><input type="search" value={typed} placeholder={t('report.find')} aria-label={t('report.find')} onChange={(event) => setTyped(event.target.value)} /></label>
        {asked.where.map((one) => {
          const [column = '', code = ''] = one.split('=')
          return <button key={one} type="button" className="chip" aria-pressed="true" onClick={() => onAsk({ page: 0, where: asked.where.filter((other) => other !== one) })}>{lexicon.name(column, code)}<span className="icon i-close" aria-hidden="true" /><span className="visually-hidden">{t('report.find_less')}</span></button>
        })}
        <output className="small muted push">{t('report.page_of', { from: number(Math.min(total, asked.page * 1000 + 1)), to: number(next ?? total), total: number(total) })}</output>
        <Button small disabled={asked.page === 0} onPress={() => onAsk({ ...asked, page: asked.page - 1 })}>{t('report.page_before')}</Button>
        <Button small disabled={next === null} onPress={() => onAsk({ ...asked, page: asked.page + 1 })}>{t('report.page_next')}</Button>
      </div>
      {typed.trim().length < 2 ? null : (
        <ul className="chips">
          {found.length === 0 ? <li className="small muted">{t('report.nothing_fits')}</li> : found.map(({ column, title, option }) => (
            <li key={`${column}${option.id}`}><button type="button" className="chip" onClick={() => add(column, option.id)}><span className="n">{title}</span> <b>{option.name}</b></button></li>
          ))}
        </ul>
      )}
    </search>
  )
}
