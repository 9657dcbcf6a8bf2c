import { expect, test } from 'vitest'
import { readPosition } from './position.ts'

test.each([
  ['', '', null], ['9.95', '98.6', { latitude: 9.95, longitude: 98.6 }], [' -17,5 ', '180', { latitude: -17.5, longitude: 180 }], ['\u22121', '0', { latitude: -1, longitude: 0 }],
] as const)('%s and %s are a position', (latitude, longitude, position) => expect(readPosition({ latitude, longitude })).toEqual({ ok: true, position }))

test.each([
  ['9', '', 'longitude', 'both'], ['', '9', 'latitude', 'both'], ['91', '0', 'latitude', 'range'], ['0', '-180.1', 'longitude', 'range'], ['9° N', '98', 'latitude', 'range'], ['1e1', '98', 'latitude', 'range'],
] as const)('%s and %s are none: %s %s', (latitude, longitude, at, why) => expect(readPosition({ latitude, longitude })).toEqual({ ok: false, at, why }))
