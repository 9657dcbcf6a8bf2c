import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { queryClient } from './api/queries.ts'
import { turnTo } from './i18n/index.ts'
import { preferredLanguage } from './i18n/languages.ts'
import { router } from './router.tsx'
import { keepOnDevice, whenNewer } from './shell/installed.ts'

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

// Once the first page stands, so that it takes nothing of the line that the page still needs.
const stop = router.subscribe('onRendered', () => {
  stop()
  void keepOnDevice()
})
let isNewer = false
whenNewer(() => { isNewer = true })
router.subscribe('onBeforeNavigate', ({ pathChanged, toLocation }) => {
  if (isNewer && pathChanged) location.assign(toLocation.href)
})
