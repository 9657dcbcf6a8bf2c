import { useMutation, useQuery } from '@tanstack/react-query'
import { call } from '../../api/call.ts'
import { read, renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import { Loaded, Notice } from '../../ui/page.tsx'
import { DeviceRow } from './device-row.tsx'

/** The devices on which I gave my second factor. One that is forgotten is a stranger from then on; being signed in on it is another matter. */
export function Devices() {
  const { t } = useWords()
  const devices = useQuery(read('session', 'devices'))
  const { withFactor } = useFreshFactor()
  const forget = useMutation({ mutationFn: (device: string) => withFactor(() => call('session', 'forgetDevice', { params: { known_device: device } })), onSettled: () => renew('session', 'security') })
  return (
    <section aria-labelledby="devices">
      <div className="section-head"><h2 id="devices">{t('account.devices')}</h2><p>{t('account.devices_words')}</p></div>
      {forget.error ? <Notice kind="error">{sentenceOf(forget.error, t)}</Notice> : null}
      <Loaded of={devices}>
        {({ devices: rows }) => (rows.length === 0 ? <div className="empty"><p>{t('account.devices_none')}</p></div> : (
          <ul className="rows card is-flush is-wrapping">
            {rows.map((row) => <DeviceRow key={row.id} row={row} says="account.device_since" doing={{ says: 'account.device_forget', busy: forget.isPending && forget.variables === row.id, onPress: () => forget.mutate(row.id) }} />)}
          </ul>
        ))}
      </Loaded>
    </section>
  )
}
