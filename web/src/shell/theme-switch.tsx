import { useState } from 'react'
import { useWords } from '../i18n/use.ts'
import { Button } from '../ui/button.tsx'
import { currentTheme, switchTheme } from './theme.ts'

/** Light or dark, at one press. */
export function ThemeSwitch() {
  const { t } = useWords()
  const [theme, setTheme] = useState(currentTheme)
  return <Button kind="quiet" small icon="theme" label={t(theme === 'dark' ? 'shell.to_light' : 'shell.to_dark')} onPress={() => setTheme(switchTheme())}>{null}</Button>
}
