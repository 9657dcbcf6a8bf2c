import { queryOptions } from '@tanstack/react-query'
import type { Sentences, Texts } from '@openvrs/core/i18n/sentences.ts'

/** What the core says on the page itself: of rows, of mappings, and of the columns in findings. The server says the rest. */
const files = import.meta.glob<Texts>('../../../core/src/i18n/{columns,faults,refusals}.*.json', { import: 'default' })

/** The core's sentences in a language; English stands in the core itself. */
export const sentencesIn = (language: string) => queryOptions<Sentences>({
  queryKey: ['sentences', language], staleTime: Infinity, networkMode: 'always',
  queryFn: async () => {
    const [columns, faults, refusals] = await Promise.all(['columns', 'faults', 'refusals'].map(async (kind) => (language === 'en' ? {} : ((await files[`../../../core/src/i18n/${kind}.${language}.json`]?.()) ?? {}))))
    return { language, problems: {}, access: {}, narratives: {}, columns: columns!, faults: faults!, refusals: refusals! }
  },
})
