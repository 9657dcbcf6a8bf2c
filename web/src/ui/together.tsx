import { useQueryClient, type Query } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import { useWords } from '../i18n/use.ts'

const first = { predicate: ({ state }: Query) => state.status === 'pending' }

/** The parts of a page that come from several answers: they appear when the first answers of all are there, so that none moves another. */
export function Together({ children }: { readonly children: ReactNode }) {
  const { t } = useWords()
  const cache = useQueryClient()
  const [isThere, setThere] = useState(false)
  useEffect(() => {
    const look = () => { if (cache.isFetching(first) === 0) setThere(true) }
    queueMicrotask(look) // by now its parts have asked
    return cache.getQueryCache().subscribe(look)
  }, [cache])
  return <>{isThere ? null : <output className="quiet">{t('shell.loading')}</output>}<div className="stack is-loose" hidden={!isThere}>{children}</div></>
}
