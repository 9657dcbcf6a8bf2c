const LONGEST = 30

/** A code as members and units have it, from a name or from what was typed so far: capital letters, digits and low lines, a letter first. Empty where the name has no Latin letter. */
export const codeFrom = (name: string): string =>
  name.normalize('NFD').toUpperCase().replaceAll(/\p{M}/gu, '').replaceAll(/[^A-Z0-9]+/g, '_').replace(/^[0-9_]+/, '').slice(0, LONGEST)
