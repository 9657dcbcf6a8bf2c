/** A key cut into groups of four, as people read and type it; the last may be shorter. */
export const inFours = (key: string): readonly string[] => key.match(/.{1,4}/g) ?? []
