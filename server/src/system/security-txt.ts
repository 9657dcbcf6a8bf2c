const DAYS = 180

/** Whom to tell of a weakness, as RFC 9116 writes it. It always holds for half a year more: whoever runs the system answers for it as long as it runs. */
export function securityTxt(contact: string, publicUrl: string, now: Date): string {
  const expires = new Date(now.getTime() + DAYS * 86_400_000)
  expires.setUTCHours(0, 0, 0, 0)
  return [`Contact: mailto:${encodeURI(contact)}`, `Expires: ${expires.toISOString()}`, 'Preferred-Languages: en', `Canonical: ${publicUrl}/.well-known/security.txt`, ''].join('\n')
}
