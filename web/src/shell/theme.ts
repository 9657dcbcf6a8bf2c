/** Light or dark: the reader's choice on this device, else the system's. */
const KEPT = 'openvrs.theme'
type Theme = 'light' | 'dark'

const system = (): Theme => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')
export const currentTheme = (): Theme => {
  const kept = localStorage.getItem(KEPT)
  return kept === 'light' || kept === 'dark' ? kept : system()
}

export function showTheme(): void {
  const kept = localStorage.getItem(KEPT)
  if (kept === 'light' || kept === 'dark') document.documentElement.dataset.theme = kept
}

export function switchTheme(): Theme {
  const next: Theme = currentTheme() === 'dark' ? 'light' : 'dark'
  localStorage.setItem(KEPT, next)
  document.documentElement.dataset.theme = next
  return next
}
