import { useEffect } from 'react'
import { call } from '../api/call.ts'
import { me, queryClient, type Me } from '../api/queries.ts'
import { useWords } from '../i18n/use.ts'
import { isLanguage } from '@openvrs/core/i18n/languages.ts'

/** Lets the server know in which language somebody reads, so that their mails are written in it. Nothing waits for it. */
export function useNotedLanguage(person: Me | null | undefined): void {
  const { language } = useWords()
  const noted = person?.language
  useEffect(() => {
    if (noted === undefined || noted === language || !isLanguage(language)) return
    call('people', 'noteLanguage', { body: { language } }).then(() => queryClient.setQueryData(me.queryKey, (now) => (now ? { ...now, language } : now)), () => undefined)
  }, [noted, language])
}
