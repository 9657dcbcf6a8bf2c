import { collectionsIn } from '../../api/collection.ts'
import { members } from '../../api/members.ts'
import { queryClient, read, type Me } from '../../api/queries.ts'
import { openResets } from '../../api/resets.ts'
import { units } from '../../api/units.ts'

const isReporting = (role: Me['role']): boolean => role === 'reporter' || role === 'focal_point'
const readsFigures = (role: Me['role']): boolean => isReporting(role) || role === 'analyst' || role === 'cau_analyst'

export const ownReports = read('reports', 'list')
export const longWork = read('tasks', 'list')
export const newsForMe = read('news', 'list')
export const savedSearches = read('search', 'listSaved')
export const allAccess = { ...read('sharing', 'listAccess'), staleTime: 300_000 }
/** Analysts of the secretariat; those who wait for a confirmation are among them. */
export const secretariat = { ...read('people', 'list', { query: { member: 'CAU' } }), staleTime: 300_000 }

/** Asks for all that Home shows at once, as soon as it is known who looks: on a slow line one question after the other is a second each. */
export function askAhead(person: Me, language: string): void {
  void queryClient.prefetchQuery(members)
  void queryClient.prefetchQuery(openResets)
  if (isReporting(person.role)) {
    void queryClient.prefetchQuery(ownReports)
    void queryClient.prefetchQuery(longWork)
    void queryClient.prefetchQuery(units)
  }
  if (readsFigures(person.role)) {
    void queryClient.prefetchQuery(collectionsIn(language))
    void queryClient.prefetchQuery(newsForMe)
    void queryClient.prefetchQuery(savedSearches)
    void queryClient.prefetchQuery(allAccess)
  }
  if (person.abilities.includes('confirm')) void queryClient.prefetchQuery(secretariat)
}
