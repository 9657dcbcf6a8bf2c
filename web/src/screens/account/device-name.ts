import { useWords } from '../../i18n/use.ts'
import { deviceOf } from './device.ts'

/** What a device is called by what its browser says of itself. */
export function useDeviceName(): (agent: string) => string {
  const { t } = useWords()
  return (agent) => {
    const { browser, system } = deviceOf(agent)
    return browser ? (system ? t('account.device', { browser, system }) : browser) : t('account.device_unknown')
  }
}
