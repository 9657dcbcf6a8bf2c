import { useEffect, useState } from 'react'
import { useOnTheWay } from '../sign-in/come-in.ts'
import { Choose } from './choose.tsx'
import { ComeBack } from './come-back.tsx'
import { arrivalNow, forgetArrival } from './trip.ts'

/** To the provider of one's state and back: where it sends people back to is where they set out from. */
export default function Way() {
  const to = useOnTheWay()
  const [came, setCame] = useState(arrivalNow)
  useEffect(forgetArrival, [])
  return came ? <ComeBack {...came} onAgain={() => setCame(undefined)} /> : <Choose to={to} />
}
