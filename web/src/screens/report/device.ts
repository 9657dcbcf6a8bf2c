const KEPT = 'openvrs.device'

/** A name for this device, made once and kept on it, so that edits from two devices of one person are told apart. */
export function deviceId(): string {
  const kept = localStorage.getItem(KEPT)
  if (kept !== null && /^[A-Za-z0-9_-]{1,40}$/.test(kept)) return kept
  const made = crypto.randomUUID()
  localStorage.setItem(KEPT, made)
  return made
}
