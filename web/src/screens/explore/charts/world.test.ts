import { expect, test } from 'vitest'
import { OUTLINED } from './outlined.ts'
import { windowOf } from './projection.ts'
import { borders, outlines, places } from './world.ts'

test('the areas that are said to have an outline are those that have one', () => expect([...OUTLINED].toSorted()).toEqual([...places.keys()].toSorted()))

test('no outline runs back around the world where it crosses 180 degrees', () => {
  const jumps = (rings: readonly (readonly (readonly [number, number])[])[]) => rings.flatMap((ring) => ring.slice(1).filter(([longitude], at) => Math.abs(longitude - ring[at]![0]) > 180))
  expect([...jumps(outlines.flatMap(({ rings }) => rings)), ...jumps(borders)]).toEqual([])
})

test('a window holds all its points, over the shorter way around the world', () => {
  const fiji: readonly [number, number] = [178, -18]
  const [samoa, thailand]: readonly (readonly [number, number])[] = [[-172, -13.6], [101, 15]]
  const { near, project } = windowOf([fiji, samoa!, thailand!], 800, 400)
  for (const [longitude, latitude] of [fiji, samoa!, thailand!]) {
    const [x, y] = project([near(longitude), latitude])
    expect(x > 0 && x < 800 && y > 0 && y < 400).toBe(true)
  }
  expect(project([near(samoa![0]), 0])[0]).toBeGreaterThan(project([near(fiji[0]), 0])[0])
})
