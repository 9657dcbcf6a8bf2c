import type { Config } from './config.ts'
import words from './i18n/start.en.json' with { type: 'json' }
import { StartProblem } from './start-problem.ts'

/** A live system is reached over TLS alone, by a certificate of its own or behind a proxy that it trusts, and seals its keys. Says all that is missing at once. */
export function checkLive(config: Config): void {
  const missing: string[] = []
  if (!config.publicUrl.startsWith('https://')) missing.push(words['live.public_url'])
  if (!config.tls && !config.trustedProxy) missing.push(words['live.tls'])
  if (config.masterKeyFile === undefined) missing.push(words['live.master_key'])
  if (missing.length > 0) throw new StartProblem('live.missing', { missing: missing.join('\n') })
}
