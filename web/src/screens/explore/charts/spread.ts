/** Sorted heights, moved as little as it takes to lie `gap` apart and above `lowest`. */
export function spread(sorted: readonly number[], gap: number, lowest: number): readonly number[] {
  const placed = [...sorted]
  for (let i = 1; i < placed.length; i++) placed[i] = Math.max(placed[i]!, placed[i - 1]! + gap)
  for (let i = placed.length - 1, floor = lowest; i >= 0; i--, floor = placed[i + 1]! - gap) placed[i] = Math.min(placed[i]!, floor)
  return placed
}
