import { useEffect, useMemo, useRef, useState } from 'react'
import { useMutation } from '@tanstack/react-query'
import { SUMMARY_MOST, TEXT_MOST, type Answer, type Leg, type NarrativeBody } from '@openvrs/core/narrative/narrative.ts'
import { call } from '../../api/call.ts'
import { renew } from '../../api/queries.ts'
import { Refusal } from '../../api/refusal.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { AnswerField, LongText } from './answer.tsx'
import { toBody } from './body.ts'
import { OneCode } from './codes.tsx'
import type { Lists } from './kinds.ts'
import { Legs } from './legs.tsx'
import { languageName, WRITTEN_IN } from './languages.ts'
import { Links } from './links.tsx'
import type { Draft } from './section.tsx'
import { NEW, useKeptOnDevice, type OnDevice } from './use-device-text.ts'
import { Warned } from './warned.tsx'

type FormProps = { readonly draft?: Draft; readonly start?: NarrativeBody; readonly report: string; /** Those of the report. */ readonly periods: readonly string[]; readonly lists: Lists; readonly onDevice: OnDevice; readonly disabled: boolean; readonly onClose?: (() => void) | undefined; /** A new one has got its number. */ readonly onMade?: (narrative: string) => void }

const SOURCES = { source_type: 'CL_SOURCE_TYPE', reliability: 'CL_RELIABILITY', credibility: 'CL_CREDIBILITY' } as const

/** One narrative being written. What was typed stays, on this device too, until it is kept; what is wrong stands at its question after that. */
export function Form({ draft, start, report, periods, lists, onDevice, disabled, onClose, onMade }: FormProps) {
  const { t, period, moment, language } = useWords()
  const [kept, setKept] = useState(draft)
  const [found, setFound] = useState(() => (disabled ? undefined : onDevice.found.get(draft?.narrative ?? NEW)))
  const [body, setBody] = useState<NarrativeBody>(found?.text.body ?? (draft?.body as NarrativeBody | undefined) ?? start!)
  const [isTouched, touch] = useState(found !== undefined)
  const heading = useRef<HTMLHeadingElement>(null)
  const isOpened = onClose !== undefined
  useEffect(() => { if (isOpened) heading.current?.focus() }, [isOpened])
  const set = (change: Partial<NarrativeBody>) => { touch(true); setBody((now) => ({ ...now, ...change })) }
  const answer = (field: string) => (value: Answer) => { touch(true); setBody((now) => ({ ...now, fields: { ...now.fields, [field]: value } })) }
  /** What the writer has seen: of what was found on this device, that of then. */
  const base = found?.text.base ?? kept?.edit_no ?? null
  const unsent = useMemo(() => (isTouched && !disabled ? { base, body } : undefined), [isTouched, disabled, base, body])
  const { isKept, drop } = useKeptOnDevice(onDevice, report, lists.kind.id, draft?.narrative ?? NEW, unsent)
  // The same words that are sent again are the same narrative.
  const sending = useRef({ body, key: '' })
  const keyOf = (of: NarrativeBody): string => {
    if (sending.current.body !== of || sending.current.key === '') sending.current = { body: of, key: crypto.randomUUID() }
    return sending.current.key
  }
  const keep = useMutation({
    mutationFn: () => (kept
      ? call('narrativeDrafts', 'write', { params: { report, number: numberOf(kept.narrative) }, body: { base: base!, body: toBody(body, lists.kind.fields) } })
      : call('narrativeDrafts', 'add', { params: { report }, body: { kind: lists.kind.id, body: toBody(body, lists.kind.fields) } }, { key: keyOf(body) })),
    onSuccess: async (written) => {
      drop()
      setFound(undefined)
      setKept(written)
      touch(false)
      if (written.faults.length > 0) onMade?.(written.narrative)
      await renew('narrativeDrafts', 'reports')
      if (written.faults.length === 0) onClose?.()
    },
  })
  const { mutate: sendAgain, error: lost } = keep
  useEffect(() => {
    if (!(lost instanceof Refusal) || lost.status !== 0) return
    const again = () => sendAgain()
    addEventListener('online', again)
    return () => removeEventListener('online', again)
  }, [lost, sendAgain])
  const remove = useMutation({
    mutationFn: () => call('narrativeDrafts', 'remove', { params: { report, number: numberOf(kept!.narrative) }, query: { base: String(base!) } }),
    onSuccess: async () => { drop(); await renew('narrativeDrafts', 'reports'); onClose?.() },
  })
  const giveUp = () => {
    drop()
    setBody((kept?.body as NarrativeBody | undefined) ?? start!)
    setFound(undefined)
    touch(false)
    onClose?.()
  }
  const reload = async () => { await renew('narrativeDrafts'); giveUp() }
  const errors: ReadonlyMap<string, string> = new Map(isTouched ? [] : kept?.faults.map(({ field, message }) => [field, message]))
  const error = (name: string) => (errors.has(name) ? { error: errors.get(name)! } : {})
  const refused = keep.error ?? remove.error
  return (
    <form className="card stack tale" onSubmit={(event) => { event.preventDefault(); keep.mutate() }}>
      <div className="section-head"><h3 tabIndex={-1} ref={heading}>{kept ? <>{t('narratives.edit')} <span className="code">{kept.narrative}</span></> : t('narratives.new')}</h3></div>
      {found ? <Notice kind="warn"><p>{t('narratives.found', { moment: moment(new Date(found.at).toISOString()) })}</p></Notice> : null}
      {refused ? <Notice kind="error"><div className="stack is-tight"><p>{sentenceOf(refused, t)}</p>{refused instanceof Refusal && refused.code === 'narrative.changed' ? <div className="actions"><Button small onPress={() => void reload()}>{t('narratives.load')}</Button></div> : null}</div></Notice> : null}
      <div className="answers">
        <Select label={t('narratives.period')} disabled={disabled} value={body.period} options={[...new Set([body.period, ...periods])].toSorted().map((value) => ({ value, text: period(value) }))} onChange={(value) => set({ period: value })} {...error('period')} />
        <Select label={t('narratives.language')} disabled={disabled} value={body.language} options={[...new Set([body.language, ...WRITTEN_IN])].filter(Boolean).map((tag) => ({ value: tag, text: languageName(tag, language) }))} onChange={(tag) => set({ language: tag })} {...error('language')} />
      </div>
      <LongText label={t('narratives.required', { name: t('narratives.summary') })} hint={t('narratives.summary_hint')} disabled={disabled} rows={2} most={SUMMARY_MOST} value={body.summary} language={body.language} onChange={(summary) => set({ summary })} {...error('summary')} />
      <LongText label={t('narratives.required', { name: t('narratives.text') })} hint={t('narratives.text_hint')} disabled={disabled} rows={6} most={TEXT_MOST} value={body.text} language={body.language} onChange={(text) => set({ text })} {...error('text')} />
      <div className="answers">
        {lists.kind.fields.map((field) => field.kind === 'legs' ? <Legs key={field.id} field={field} legs={(body.fields[field.id] ?? []) as readonly Leg[]} lists={lists} disabled={disabled} errors={errors} onChange={answer(field.id)} /> : <AnswerField key={field.id} field={field} answer={body.fields[field.id]} lists={lists} disabled={disabled} errors={errors} place={field.id} onChange={answer(field.id)} />)}
      </div>
      <div className="answers">
        {(Object.keys(SOURCES) as (keyof typeof SOURCES)[]).map((name) => <OneCode key={name} label={t('narratives.required', { name: t(`narratives.${name}`) })} hint={t(`narratives.${name}_hint`)} source={{ kind: 'code', list: SOURCES[name] }} lists={lists} disabled={disabled} code={body[name]} onChange={(code) => set({ [name]: code })} {...error(name)} />)}
      </div>
      <Links label={t('narratives.links')} hint={t('narratives.links_hint')} disabled={disabled} lists={lists} links={body.series} onChange={(series) => set({ series })} {...error('series')} />
      {kept ? <Warned report={report} dataflow={lists.kind.id} narrative={kept.narrative} canAnswer={false} /> : null}
      <div className="actions">
        {disabled ? null : <Button kind="primary" submit busy={keep.isPending}>{t('narratives.keep')}</Button>}
        {onClose || isTouched ? <Button onPress={giveUp}>{t(disabled || !isTouched ? 'narratives.close' : 'narratives.discard')}</Button> : null}
        {kept && !disabled ? <Button kind="quiet" busy={remove.isPending} onPress={() => remove.mutate()}>{t('narratives.remove_whole')}</Button> : null}
        <output className="small muted">{keep.isPending ? t(keep.isPaused ? 'narratives.waiting' : 'narratives.keeping') : isTouched ? t(isKept ? 'narratives.on_device' : 'narratives.not_kept') : kept ? t(kept.faults.length > 0 ? 'narratives.kept_faults' : 'narratives.kept', { count: kept.faults.length }) : ''}</output>
      </div>
    </form>
  )
}

export const numberOf = (narrative: string): string => narrative.slice(narrative.lastIndexOf('-') + 1)
