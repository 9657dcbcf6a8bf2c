import { useEffect, useRef, useState } from 'react'
import { queryClient } from '../../api/queries.ts'
import { sentencesIn } from '../../i18n/sentences.ts'
import { useWords } from '../../i18n/use.ts'
import type { Found } from './findings.ts'
import type { Lexicon } from './lexicon.ts'
import type { Metadata, Shown } from './metadata.ts'
import { isBlank, isWhole, type SheetRow } from './sheet.ts'

const SOON = 200

type Of = { readonly report: Shown; readonly section: Shown['sections'][number] | undefined }

/** What the rules find in the rows as they are being typed; undefined until they have looked, or where they do not look here. */
export function useCheck(rows: readonly SheetRow[] | undefined, lexicon: Lexicon, meta: Metadata, { report, section }: Of): readonly Found[] | undefined {
  const { language } = useWords()
  const [found, setFound] = useState<readonly Found[]>()
  const isFirst = useRef(true)
  const head = report.rows[0]!
  const declarations = JSON.stringify(section?.declarations ?? {})
  useEffect(() => {
    if (!rows) return
    let isOver = false
    const look = async () => {
      const [{ checkRows }, sentences] = await Promise.all([import('./check.ts'), queryClient.fetchQuery(sentencesIn(language))])
      if (isOver) return
      const { flow } = lexicon
      setFound(checkRows({
        rows: rows.filter((row) => isWhole(flow, row) && !isBlank(flow, row)), flow, collection: meta.collection, sentences,
        context: { now: new Date(), refArea: head.member, range: { freq: head.freq, from: head.from, to: head.to }, declarations: JSON.parse(declarations) as Record<string, string> },
      }))
    }
    const timer = setTimeout(() => void look(), isFirst.current ? 0 : SOON)
    isFirst.current = false
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [rows, lexicon, meta, language, head.member, head.freq, head.from, head.to, declarations])
  return rows ? found : undefined
}
