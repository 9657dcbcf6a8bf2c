import { createContext, lazy, Suspense, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from 'react'
import { Refusal } from '../api/refusal.ts'

const FactorDialog = lazy(() => import('./factor-dialog.tsx'))

export type FreshFactor = {
  /** Does the work; where it needs a fresh second factor, asks for it and does the work again. Undefined where the person turned back. Throws what the work throws. */
  readonly withFactor: <T>(work: () => Promise<T>) => Promise<T | undefined>
  /** Asks at once. True when it was given, false where the person turned back. */
  readonly askFactor: () => Promise<boolean>
}

const Fresh = createContext<FreshFactor | null>(null)

/** Gives every screen inside the one dialog that asks for the second factor again. */
export function FreshFactorProvider({ children }: { readonly children: ReactNode }) {
  const [asking, setAsking] = useState(false)
  const waiting = useRef<((given: boolean) => void)[]>([])
  const askFactor = useCallback(() => new Promise<boolean>((resolve) => {
    waiting.current.push(resolve)
    setAsking(true)
  }), [])
  const settle = (given: boolean) => {
    setAsking(false)
    for (const resolve of waiting.current.splice(0)) resolve(given)
  }
  const fresh = useMemo(() => ({ askFactor, withFactor: <T,>(work: () => Promise<T>) => againWithFactor(work, askFactor) }), [askFactor])
  return <Fresh value={fresh}>{children}{asking ? <Suspense><FactorDialog onDone={settle} /></Suspense> : null}</Fresh>
}

/** For what is done under a fresh second factor alone: `const { withFactor } = useFreshFactor()`, then `withFactor(() => call('reports', 'approve', ...))`. */
export function useFreshFactor(): FreshFactor {
  const fresh = useContext(Fresh)
  if (!fresh) throw new Error('useFreshFactor is for screens inside the frame')
  return fresh
}

/** Does the work, and once more after the factor was given where that is all it lacked. Who has none to give is not asked: the API's `auth.no_factor` says what to do. */
export async function againWithFactor<T>(work: () => Promise<T>, askFactor: () => Promise<boolean>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'auth.fresh_factor') throw error
    return (await askFactor()) ? work() : undefined
  }
}
