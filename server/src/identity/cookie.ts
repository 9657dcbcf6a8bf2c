/** The session travels in a cookie that no script reads and no other site sends along; under TLS it is bound to this host. */
export const cookieName = (secure: boolean): string => (secure ? '__Host-vrs_session' : 'vrs_session')

export function setCookie(secret: string, secure: boolean, seconds: number): string {
  return `${cookieName(secure)}=${secret}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`
}

export const clearCookie = (secure: boolean): string => setCookie('', secure, 0)

/** The session's secret in a Cookie header, if there is one. */
export function readCookie(header: string | undefined, secure: boolean): string | undefined {
  const prefix = `${cookieName(secure)}=`
  const found = header?.split(';').map((part) => part.trim()).find((part) => part.startsWith(prefix))
  return found ? found.slice(prefix.length) || undefined : undefined
}
