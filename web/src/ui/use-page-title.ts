import { useEffect, type ReactNode } from 'react'

/** What the page is called in the browser's tabs and history, and read out where one comes to it: its heading. */
export function usePageTitle(heading: ReactNode): void {
  useEffect(() => { document.title = typeof heading === 'string' && heading !== '' ? `${heading} · OpenVRS` : 'OpenVRS' }, [heading])
}
