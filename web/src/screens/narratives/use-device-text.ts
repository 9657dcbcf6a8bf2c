import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { NarrativeBody } from '@openvrs/core/narrative/narrative.ts'
import { read } from '../../api/queries.ts'
import { openDeviceTexts, type DeviceTexts } from './device-texts.ts'

/** What was written, and the change of the report that its writer had seen; null of a new narrative. */
export type Unsent = { readonly base: number | null; readonly body: NarrativeBody }
export type Found = { readonly text: Unsent; readonly at: number }

/** The name of the place of a narrative that has no number yet. */
export const NEW = 'new'
const placeOf = (report: string, kind: string, narrative: string): string => `${report} ${kind} ${narrative}`

/** Texts of this device, once it is known what opens them; null where the browser seals nothing. */
function useDeviceTexts(): DeviceTexts<Unsent> | null | undefined {
  const isAble = globalThis.crypto?.subtle !== undefined
  const { data, isError } = useQuery({ ...read('session', 'deviceKey'), staleTime: Infinity, gcTime: Infinity, enabled: isAble })
  const [texts, setTexts] = useState<DeviceTexts<Unsent>>()
  useEffect(() => {
    if (data) void openDeviceTexts<Unsent>(data.key, localStorage, Date.now).then(setTexts)
  }, [data])
  return isError || !isAble ? null : texts
}

/** `found`: what is unsent of a section, by narrative; kept up while it is written. */
export type OnDevice = { readonly texts: DeviceTexts<Unsent> | null; readonly found: Map<string, Found> }

/** What this device has of a section, by narrative; undefined until it is known. */
export function useOnDevice(report: string, kind: string, narratives: readonly string[] | undefined): OnDevice | undefined {
  const texts = useDeviceTexts()
  const [onDevice, set] = useState<OnDevice>()
  const isThere = narratives !== undefined
  const asked = useRef<readonly string[]>([])
  useLayoutEffect(() => { asked.current = [...(narratives ?? []), NEW] })
  useEffect(() => {
    if (texts === undefined || !isThere) return
    const look = async (): Promise<OnDevice> => {
      const all = await Promise.all(asked.current.map(async (narrative) => [narrative, await texts?.find(placeOf(report, kind, narrative))] as const))
      return { texts, found: new Map(all.flatMap(([narrative, one]) => (one ? [[narrative, one] as const] : []))) }
    }
    void look().then(set)
  }, [texts, isThere, report, kind])
  return onDevice
}

const QUIET = 400
/** A full device keeps nothing; the open page still does. */
const nothing = (): void => undefined

/** Keeps what is being written on this device until it is sent, or given up. `text`: undefined while there is nothing to keep. */
export function useKeptOnDevice({ texts, found }: OnDevice, report: string, kind: string, narrative: string, text: Unsent | undefined) {
  const place = placeOf(report, kind, narrative)
  const [kept, setKept] = useState<Unsent>()
  const latest = useRef(text)
  const keep = useCallback(async (one: Unsent): Promise<void> => {
    found.set(narrative, { text: one, at: Date.now() })
    if (!texts) return
    await texts.keep(place, one)
    setKept(one)
  }, [texts, found, place, narrative])
  useLayoutEffect(() => { latest.current = text })
  useEffect(() => {
    if (!text) return
    const timer = setTimeout(() => { keep(text).catch(nothing) }, QUIET)
    return () => clearTimeout(timer)
  }, [text, keep])
  const isKept = text !== undefined && kept === text
  useEffect(() => {
    const leave = (event: BeforeUnloadEvent) => { if (latest.current && !isKept) event.preventDefault() }
    addEventListener('beforeunload', leave)
    return () => removeEventListener('beforeunload', leave)
  }, [isKept])
  // Another page of ours is opened before the last words were kept.
  useEffect(() => () => { if (latest.current) keep(latest.current).catch(nothing) }, [keep])
  const drop = useCallback((): void => {
    latest.current = undefined
    found.delete(narrative)
    void texts?.drop(place)
  }, [texts, found, place, narrative])
  return { isKept, drop }
}
