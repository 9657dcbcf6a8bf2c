import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { Choose } from './choose.tsx'
import { ComeBack } from './come-back.tsx'
import { arrivalNow, forgetArrival } from './trip.ts'

const route = getRouteApi('/sign-in/provider')

/** To the provider of one's state and back: where it sends people back to is where they set out from. */
export default function Way() {
  const { to } = route.useSearch()
  const [came, setCame] = useState(arrivalNow)
  useEffect(forgetArrival, [])
  return came ? <ComeBack {...came} onAgain={() => setCame(undefined)} /> : <Choose to={to} />
}
