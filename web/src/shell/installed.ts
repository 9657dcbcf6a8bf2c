import { preferredLanguage } from '../i18n/languages.ts'

/**
 * Keeps the files of the pages on this device (worker.ts): from the second visit on they open at once, and without the
 * line. Another language makes another worker, which keeps that language's texts.
 */
export async function keepOnDevice(): Promise<void> {
  await navigator.serviceWorker?.register(`/worker.js?language=${preferredLanguage()}`).catch(() => undefined) // without it everything works, slower
}

/** Whether the pages on the device are newer than what this page runs: then the next way leads through a fresh page. */
export function whenNewer(tell: () => void): void {
  let mine = navigator.serviceWorker?.controller
  navigator.serviceWorker?.addEventListener('controllerchange', () => {
    const { controller } = navigator.serviceWorker
    if (mine && mine.scriptURL === controller?.scriptURL) tell() // another address is another language
    mine = controller
  })
}
