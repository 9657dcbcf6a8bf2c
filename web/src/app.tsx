import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { QueryClientProvider } from '@tanstack/react-query'
import { queryClient } from './api/queries.ts'
import { turnTo } from './i18n/index.ts'
import { preferredLanguage } from './i18n/languages.ts'
import { again, loadFromNowOn } from './router/go.ts'
import { Router } from './router/router.tsx'
import { keepOnDevice, whenNewer } from './shell/installed.ts'
import { knowMode } from './shell/training.ts'

void again() // not waited for here: a screen's file waits for this one
await Promise.all([turnTo(preferredLanguage()), knowMode()])
createRoot(document.getElementById('app')!).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={queryClient}>
        <Router />
      </QueryClientProvider>
    </I18nProvider>
  </StrictMode>,
)

whenNewer(loadFromNowOn)
// Once the first page stands, so that it takes nothing of the line that the page still needs.
void keepOnDevice()
