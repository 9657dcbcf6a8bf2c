import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import './look/tokens.css'
import './look/base.css'
import './look/components.css'
import './look/front.css'
import { queryClient } from './api/queries.ts'
import { preferredLanguage, turnTo } from './i18n/index.ts'
import { router } from './router.tsx'
import { showTheme } from './shell/theme.ts'

showTheme()
await turnTo(preferredLanguage())
createRoot(document.getElementById('app')!).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </I18nProvider>
  </StrictMode>,
)
