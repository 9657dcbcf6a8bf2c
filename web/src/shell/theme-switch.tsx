import { useWords } from '../i18n/use.ts'
import { Button } from '../ui/button.tsx'
import { switchTheme, useTheme } from './theme.ts'

/** Light or dark, at one press; `worded` where there is room to say what the press does. */
export function ThemeSwitch({ worded }: { readonly worded?: boolean }) {
  const { t } = useWords()
  const words = t(useTheme() === 'dark' ? 'shell.to_light' : 'shell.to_dark')
  return <Button kind="quiet" small icon="theme" label={worded ? undefined : words} onPress={switchTheme}>{worded ? words : null}</Button>
}
