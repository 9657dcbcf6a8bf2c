import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import { read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { go } from '../../router/go.ts'
import { Button } from '../../ui/button.tsx'
import { searchOf, type Asked } from './asked.ts'

/** The one box. While something is typed, how it may go on; the words are sought when they are sent. */
export function SearchBox({ asked }: { readonly asked: Asked }) {
  const { t } = useWords()
  const list = useId()
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(asked.words)
  useEffect(() => { if (asked.words === '') input.current?.focus() }, [asked.words])
  const proposed = useProposed(typed === asked.words ? '' : typed)
  const send = (event: React.FormEvent): void => {
    event.preventDefault()
    input.current?.blur()
    void go({ to: '/search', search: searchOf({ words: typed.trim(), chosen: asked.chosen }) })
  }
  return (
    <search>
      <form className="search-box" onSubmit={send}>
        <label className="find"><span className="icon i-search" aria-hidden="true" /><input ref={input} type="search" maxLength={200} list={list} value={typed} onChange={(event) => setTyped(event.target.value)} placeholder={t('search.hint')} aria-label={t('search.words')} enterKeyHint="search" autoComplete="off" /></label>
        <Button kind="primary" submit>{t('search.send')}</Button>
        <datalist id={list}>{proposed.map((line) => <option key={line} value={line}>{line}</option>)}</datalist>
      </form>
    </search>
  )
}

function useProposed(typed: string): readonly string[] {
  const [settled, setSettled] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed.trim()), 250)
    return () => clearTimeout(timer)
  }, [typed])
  return useQuery({ ...read('search', 'suggest', { query: { q: settled } }), enabled: settled.length > 1, retry: false, staleTime: 60_000 }).data?.lines ?? []
}
