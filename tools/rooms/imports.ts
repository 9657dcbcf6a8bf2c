import { parseSync } from 'vite'

export type Import = { readonly from: string; readonly line: number }

/** Everything that a TypeScript file imports, in any way: statically, dynamically, re-exported, or as a type only. */
export function importsOf(path: string, text: string): Import[] {
  const { module, program } = parseSync(path, text)
  const found: { value: string; start: number }[] = module.staticImports.map(({ moduleRequest }) => moduleRequest)
  for (const { entries } of module.staticExports) for (const { moduleRequest } of entries) if (moduleRequest) found.push(moduleRequest)
  for (const { moduleRequest } of module.dynamicImports) {
    // What is computed cannot be followed; it is reported as it stands, and fits no rule.
    found.push({ start: moduleRequest.start, value: text.slice(moduleRequest.start, moduleRequest.end).replaceAll(/^['"`]|['"`]$/g, '') })
  }
  typeImports(program, found)
  return found.map(({ value, start }) => ({ from: value, line: text.slice(0, start).split('\n').length }))
}

/** `import('x').T` in a type. */
function typeImports(node: unknown, found: { value: string; start: number }[]): void {
  if (typeof node !== 'object' || node === null) return
  const { type, source } = node as { type?: unknown; source?: { value?: unknown; start: number } }
  if (type === 'TSImportType' && typeof source?.value === 'string') found.push({ value: source.value, start: source.start })
  for (const child of Object.values(node)) typeImports(child, found)
}
