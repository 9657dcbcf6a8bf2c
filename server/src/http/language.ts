import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isLanguage, LANGUAGES, languageAsked, type Language } from '@openvrs/core/i18n/languages.ts'
import { ENGLISH, type Sentences } from '@openvrs/core/i18n/sentences.ts'

/** Everything that this server says to a reader, by language, read once. What a catalogue lacks is said in English. */
const SENTENCES: ReadonlyMap<Language, Sentences> = new Map(LANGUAGES.map((language) => [language, language === 'en' ? ENGLISH : {
  language, access: catalogue('access', language), columns: catalogue('columns', language), faults: catalogue('faults', language),
  narratives: catalogue('narratives', language), problems: catalogue('problems', language), refusals: catalogue('refusals', language),
}]))

function catalogue(kind: Exclude<keyof Sentences, 'language'>, language: Language) {
  const path = fileURLToPath(import.meta.resolve(`@openvrs/core/i18n/${kind}.${language}.json`))
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
}

/** The sentences of a language that is asked for by name. */
export const sentencesIn = (language: string): Sentences => SENTENCES.get(isLanguage(language) ? language : 'en')!

/** The reader's sentences. The headers say which language the answer is in, and to caches that it depends on who asks. */
export function speak(request: FastifyRequest, reply: FastifyReply): Sentences {
  const language = languageAsked(request.headers['accept-language'])
  reply.header('content-language', language)
  const before = [reply.getHeader('vary') ?? []].flat().map(String).join(', ')
  if (!/\baccept-language\b/i.test(before)) reply.header('vary', before === '' ? 'Accept-Language' : `${before}, Accept-Language`)
  return SENTENCES.get(language)!
}
