import { BlockList, isIP, type IPVersion } from 'node:net'

/** What is no address of the public internet: of this machine, of a network behind it, or of nobody (IANA special-purpose registries). */
const V4 = ['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/3']
/** Of IPv6 only 2000::/3 is given out; within it, ways to carry an address of version 4 and examples. */
const V6_GIVEN = '2000::/3'
const V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

const listOf = (nets: readonly string[], version: IPVersion): BlockList => {
  const list = new BlockList()
  for (const net of nets) {
    const [address, bits] = net.split('/') as [string, string]
    list.addSubnet(address, Number(bits), version)
  }
  return list
}
const special4 = listOf(V4, 'ipv4')
const special6 = listOf(V6, 'ipv6')
const given6 = listOf([V6_GIVEN], 'ipv6')
const own = listOf(['127.0.0.0/8'], 'ipv4')

export function isPublic(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !special4.check(address, 'ipv4')
    case 6:
      return given6.check(address, 'ipv6') && !special6.check(address, 'ipv6')
    default:
      return false
  }
}

export const isLoopback = (address: string): boolean => address === '::1' || (isIP(address) === 4 && own.check(address, 'ipv4'))
