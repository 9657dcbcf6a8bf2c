import { useSyncExternalStore } from 'react'

/** Light or dark: the reader's choice on this device, else the system's, also while it changes. */
const KEPT = 'openvrs.theme'
type Theme = 'light' | 'dark'

const dark = () => matchMedia('(prefers-color-scheme: dark)')
const told = new Set<() => void>()

function keptTheme(): Theme | undefined {
  const kept = localStorage.getItem(KEPT)
  return kept === 'light' || kept === 'dark' ? kept : undefined
}

const currentTheme = (): Theme => keptTheme() ?? (dark().matches ? 'dark' : 'light')

/** Where nothing was chosen the style sheet itself follows the system. */
export function showTheme(): void {
  const kept = keptTheme()
  if (kept) document.documentElement.dataset.theme = kept
}

export function switchTheme(): void {
  localStorage.setItem(KEPT, currentTheme() === 'dark' ? 'light' : 'dark')
  showTheme()
  for (const tell of told) tell()
}

function follow(tell: () => void): () => void {
  const system = dark()
  told.add(tell)
  system.addEventListener('change', tell)
  return () => {
    told.delete(tell)
    system.removeEventListener('change', tell)
  }
}

export const useTheme = (): Theme => useSyncExternalStore(follow, currentTheme)
