import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { AUDIT_ACTIONS } from '@openvrs/core/audit/actions.ts'
import { tellEntry, type Entry } from './entry-words.ts'

const catalogues = join(import.meta.dirname, '../../i18n')
const languages = readdirSync(catalogues, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name)
const textsOf = (language: string) => JSON.parse(readFileSync(join(catalogues, language, 'audit.json'), 'utf8')) as Record<string, string>

test.each(languages)('in %s everything that the audit log can tell of has its words, and nothing else has', (language) => {
  const said = Object.keys(textsOf(language)).filter((id) => id.startsWith('audit.did.')).map((id) => id.slice('audit.did.'.length))
  expect(said.toSorted()).toEqual([...AUDIT_ACTIONS, 'other'].toSorted())
})

test('people are named where they may be, and are a pseudonym where not', () => {
  const t = (id: string, values?: Record<string, string | number>) => `${id}${values ? ` ${Object.values(values).join(' ')}` : ''}`
  const entry: Entry = { seq: 1, at: '2026-11-21T12:00:00Z', action: 'person.disabled', actor: '3f25-8a', actor_name: null, subject: '77aa-1', subject_name: 'Maya', detail: {}, hash: '0'.repeat(64) }
  expect(tellEntry(entry, t)).toEqual({ who: 'audit.someone 3f25', what: 'audit.did.person.disabled Maya' })
  expect(tellEntry({ ...entry, actor_name: 'Arun', subject_name: null }, t)).toEqual({ who: 'Arun', what: 'audit.did.person.disabled 77aa-1' })
  expect(tellEntry({ ...entry, actor: 'SYSTEM' }, t).who).toBe('audit.the_system')
})
