import { expect, test } from 'vitest'
import { clearCookie, readCookie, setCookie } from './cookie.ts'

test('under TLS the cookie is bound to this host and to TLS', () => {
  expect(setCookie('s3cret', true, 60)).toBe('__Host-vrs_session=s3cret; Path=/; Max-Age=60; HttpOnly; SameSite=Strict; Secure')
  expect(clearCookie(true)).toContain('Max-Age=0')
})

test('a cookie is found by its whole name alone', () => {
  expect(readCookie('a=1; __Host-vrs_session=s3cret; b=2', true)).toBe('s3cret')
  expect(readCookie('x__Host-vrs_session=other', true)).toBeUndefined()
  expect(readCookie('vrs_session=other', true)).toBeUndefined()
  expect(readCookie('__Host-vrs_session=', true)).toBeUndefined()
  expect(readCookie(undefined, true)).toBeUndefined()
})
