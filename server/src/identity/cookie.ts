/** The session travels in a cookie that no script reads and no other site sends along; under TLS it is bound to this host. */
export const cookieName = (secure: boolean): string => (secure ? '__Host-vrs_session' : 'vrs_session')

export const setCookie = (secret: string, secure: boolean, seconds: number): string => makeCookie(cookieName(secure), secret, secure, seconds)

export const clearCookie = (secure: boolean): string => setCookie('', secure, 0)

/** The session's secret in a Cookie header, if there is one. */
export const readCookie = (header: string | undefined, secure: boolean): string | undefined => readNamed(header, cookieName(secure))

export const makeCookie = (name: string, value: string, secure: boolean, seconds: number): string =>
  `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`

/** The value of the cookie of exactly this name. */
export function readNamed(header: string | undefined, name: string): string | undefined {
  const prefix = `${name}=`
  const found = header?.split(';').map((part) => part.trim()).find((part) => part.startsWith(prefix))
  return found ? found.slice(prefix.length) || undefined : undefined
}
