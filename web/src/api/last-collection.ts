const KEPT = 'openvrs.collection'

/**
 * Where the collection of the last report was read: most often that of the next one. It is asked for with the page and not
 * after the report has said which it is. An address of public descriptions, nothing of a person.
 */
export function lastCollection(language: string): readonly string[] {
  const kept = localStorage.getItem(KEPT)
  return kept?.startsWith('/api/collections/') && new URLSearchParams(kept.split('?')[1]).get('language') === language ? [kept] : []
}

export const keepCollection = (address: string): void => localStorage.setItem(KEPT, address)
