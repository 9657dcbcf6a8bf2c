import { Component, useLayoutEffect, useSyncExternalStore, type ReactNode } from 'react'
import { EitherFrame } from '../shell/either-frame.tsx'
import { FailedPage, NotFound } from '../shell/failed.tsx'
import { Frame } from '../shell/frame.tsx'
import { Root } from '../shell/root.tsx'
import { settle, shownNow, whenShown, type Shown } from './go.ts'
import { PlaceContext } from './use.ts'

/** The screen of the address, in its frame. */
export function Router() {
  const shown = useSyncExternalStore(whenShown, shownNow)
  useLayoutEffect(settle, [shown])
  if (!shown) return null
  return <PlaceContext value={shown.place}><Root><Caught of={shown}><Framed {...shown} /></Caught></Root></PlaceContext>
}

function Framed({ place, screen: Screen, error }: Shown) {
  if (error !== undefined) return <FailedPage error={error} />
  if (!Screen || !place.screen) return <NotFound />
  switch (place.screen.frame) {
    case 'alone':
      return <Screen />
    case 'either':
      return <EitherFrame><Screen /></EitherFrame>
    case undefined:
      return <Frame><Screen /></Frame>
  }
}

type CaughtProps = { readonly of: Shown; readonly children: ReactNode }
type CaughtState = { readonly of: Shown; readonly failed?: { readonly error: unknown } }

/** What fails while it is drawn is said in its place, until something else is shown. */
class Caught extends Component<CaughtProps, CaughtState> {
  override state: CaughtState = { of: this.props.of }
  static getDerivedStateFromError(error: unknown): Partial<CaughtState> {
    return { failed: { error } }
  }
  static getDerivedStateFromProps({ of }: CaughtProps, state: CaughtState): CaughtState | null {
    return of === state.of ? null : { of, failed: undefined }
  }
  override render() {
    return this.state.failed ? <FailedPage error={this.state.failed.error} /> : this.props.children
  }
}
