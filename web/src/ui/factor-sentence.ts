import { Refusal } from '../api/refusal.ts'
import { sentenceOf } from '../shell/failed.tsx'

/** A wrong or malformed code is told as that; the rest in the API's own sentence. */
export function factorSentence(error: unknown, t: (id: string) => string): string {
  const wrong = error instanceof Refusal && (error.code === 'auth.denied' || error.status === 400)
  return wrong ? t('factor.wrong') : sentenceOf(error, t)
}
