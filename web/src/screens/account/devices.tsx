import { useMutation, useQuery } from '@tanstack/react-query'
import { call, type AnswerOf } from '../../api/call.ts'
import { read, renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import { Loaded, Notice } from '../../ui/page.tsx'
import { useDeviceName } from './device-name.ts'

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
            {rows.map((row) => <DeviceRow key={row.id} row={row} busy={forget.isPending && forget.variables === row.id} onForget={() => forget.mutate(row.id)} />)}
          </ul>
        ))}
      </Loaded>
    </section>
  )
}

function DeviceRow({ row, busy, onForget }: { readonly row: AnswerOf<'session', 'devices'>['devices'][number]; readonly busy: boolean; readonly onForget: () => void }) {
  const { t, moment } = useWords()
  const name = useDeviceName()(row.device)
  return (
    <li>
      <div className="body">
        <strong>{name}</strong>
        <p>{t('account.device_since', { made: moment(row.made), used: moment(row.used) })}</p>
      </div>
      {row.current ? <span className="badge is-ok">{t('account.this_one')}</span> : null}
      <Button small busy={busy} onPress={onForget}>{t('account.device_forget')}<span className="visually-hidden"> {name}</span></Button>
    </li>
  )
}
