/** In the order of asking: those that also carry the marks of others come first. */
const BROWSERS = [['Edg', 'Edge'], ['OPR/', 'Opera'], ['Firefox/', 'Firefox'], ['Chrome/', 'Chrome'], ['Safari/', 'Safari']] as const
const SYSTEMS = [['Android', 'Android'], ['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Windows', 'Windows'], ['Mac OS X', 'macOS'], ['CrOS', 'ChromeOS'], ['Linux', 'Linux']] as const

/** The browser and system that a user agent names, each undefined where it names none that we know. */
export const deviceOf = (agent: string): { readonly browser?: string; readonly system?: string } =>
  ({ browser: named(BROWSERS, agent), system: named(SYSTEMS, agent) })

const named = (known: readonly (readonly [string, string])[], agent: string): string | undefined => known.find(([mark]) => agent.includes(mark))?.[1]
