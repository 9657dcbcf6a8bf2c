/** The server takes no more. */
const LARGEST = 200 * 1024 * 1024
const ENDINGS = ['csv', 'tsv', 'txt', 'xlsx']

/** What speaks against sending a file, seen before a byte of it is sent. */
export type Unfit = { readonly why: 'empty' } | { readonly why: 'large'; readonly megabytes: number } | { readonly why: 'kind'; readonly ending: string }

export function unfit({ name, size }: Pick<File, 'name' | 'size'>): Unfit | undefined {
  const ending = name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : ''
  if (!ENDINGS.includes(ending)) return { why: 'kind', ending }
  if (size === 0) return { why: 'empty' }
  return size > LARGEST ? { why: 'large', megabytes: Math.ceil(size / 1024 / 1024) } : undefined
}
