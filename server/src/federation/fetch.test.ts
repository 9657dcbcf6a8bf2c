import { expect, test } from 'vitest'
import { Problem } from '@openvrs/core/problem.ts'
import { isLoopback, isPublic } from './addresses.ts'
import { fetchPublic } from './fetch.ts'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

test.each(['127.0.0.1', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '::1', '::', '::ffff:127.0.0.1', '::ffff:8.8.8.8', 'fe80::1', 'fd00::1', 'ff02::1', '64:ff9b::a00:1', '2002:a00:1::', '2001::1', '2001:db8::1', 'localhost', ''])('%s is no public address', (address) => expect(isPublic(address)).toBe(false))
test.each(['8.8.8.8', '172.32.0.1', '193.0.6.139', '2606:4700::1111', '2a00:1450:4001::1'])('%s is public', (address) => expect(isPublic(address)).toBe(true))
test('this machine has a few addresses', () => expect(['127.0.0.1', '127.9.9.9', '::1', '10.0.0.1', '::2'].map(isLoopback)).toEqual([true, true, true, false, false]))

const refusal = (mode: 'training' | 'live', address: string) => fetchPublic(mode, address, { method: 'GET', headers: {} }).then(() => 'answered', (error: unknown) => (error instanceof Problem ? error.code : 'no answer'))

test('a live system asks this machine nothing, under whatever name it goes, and nobody without TLS', async () => {
  let asked = 0
  const server = createServer((_, response) => { asked++; response.end('{}') })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  const { port } = server.address() as AddressInfo
  for (const address of [`http://localhost:${port}`, `https://localhost:${port}`, `https://127.0.0.1:${port}`, `https://[::1]:${port}`, `https://[::ffff:127.0.0.1]:${port}`, `https://0x7f000001:${port}`, `http://127.1:${port}`]) expect([address, await refusal('live', address)]).toEqual([address, 'provider.address_refused'])
  expect(asked).toBe(0)
  expect(await refusal('training', `http://localhost:${port}`)).toBe('answered')
  expect(asked).toBe(1)
  await new Promise((resolve) => { server.close(resolve) })
})
