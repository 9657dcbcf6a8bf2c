import './look/tokens.css'
import './look/base.css'
import './look/shell.css'
import './look/controls.css'
import './look/blocks.css'
import './look/patterns.css'
import './look/icons.css'
import './look/front.css'
import { askAhead } from './api/ahead.ts'
import { hrefOf } from './api/address.ts'
import { preferredLanguage, showLanguage } from './i18n/languages.ts'
import { fetchTexts } from './i18n/texts.ts'
import { screenAt } from './screens.ts'
import { showTheme } from './shell/theme.ts'

/**
 * The first code of a page, as little as can be: it asks for everything that the page will need at once, so that on a slow
 * line nothing waits for something else to have come. The app finds the answers under way (api/ahead.ts).
 */
showTheme()
const language = preferredLanguage()
showLanguage(language)
const asked = screenAt(location.pathname)
askAhead(hrefOf('system', 'status'))
if (asked && asked.screen.frame !== 'alone') askAhead(hrefOf('session', 'show'))
for (const address of asked?.screen.reads?.(asked.values, language) ?? []) askAhead(address)
void Promise.allSettled([fetchTexts(language, 'shell'), asked && fetchTexts(language, asked.screen.part), asked?.screen.load()])
void import('./app.tsx')
