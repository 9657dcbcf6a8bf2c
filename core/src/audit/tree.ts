/**
 * A tree of hashes (Merkle): one root vouches for many leaves, and each leaf can be shown to stand under it by the hashes
 * beside its way up, without any other leaf. Leaves and nodes are hashed under different words, so neither passes for the
 * other. A level with an odd end hands it up as it is. Hashes are lower-case hex; `sha256` is of a text's UTF-8 bytes.
 */
export type Sha256 = (text: string) => string | Promise<string>

/** A hash beside the way up, and on which side of it. */
export type Step = { readonly side: 'left' | 'right'; readonly hash: string }

export const leafText = (leaf: string): string => `leaf\n${leaf}`
const nodeText = (left: string, right: string): string => `node\n${left}\n${right}`

/** The root over hashed leaves, and the way up from each of them. There is at least one leaf. */
export async function growTree(leaves: readonly string[], sha256: Sha256): Promise<{ root: string; paths: readonly (readonly Step[])[] }> {
  if (leaves.length === 0) throw new Error('a tree has at least one leaf')
  const paths: Step[][] = leaves.map(() => [])
  let level = leaves.map((hash, i) => ({ hash, under: [i] }))
  while (level.length > 1) {
    const next: typeof level = []
    for (let i = 0; i < level.length; i += 2) {
      const [left, right] = [level[i]!, level[i + 1]]
      if (!right) {
        next.push(left)
        continue
      }
      for (const leaf of left.under) paths[leaf]!.push({ side: 'right', hash: right.hash })
      for (const leaf of right.under) paths[leaf]!.push({ side: 'left', hash: left.hash })
      next.push({ hash: await sha256(nodeText(left.hash, right.hash)), under: [...left.under, ...right.under] })
    }
    level = next
  }
  return { root: level[0]!.hash, paths }
}

/** The root that a hashed leaf leads to. */
export async function climb(leaf: string, path: readonly Step[], sha256: Sha256): Promise<string> {
  let hash = leaf
  for (const step of path) hash = await sha256(step.side === 'left' ? nodeText(step.hash, hash) : nodeText(hash, step.hash))
  return hash
}
