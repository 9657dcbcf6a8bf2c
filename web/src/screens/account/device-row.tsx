import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { useDeviceName } from './device-name.ts'

type Known = { readonly made: string; readonly used: string; readonly device: string; readonly current: boolean }
type Doing = { readonly says: string; readonly busy: boolean; readonly onPress: () => void }

/** A device, since when it is known here, and what can be done about it. */
export function DeviceRow({ row, says, doing }: { readonly row: Known; readonly says: string; readonly doing: Doing | undefined }) {
  const { t, moment } = useWords()
  const name = useDeviceName()(row.device)
  return (
    <li>
      <div className="body">
        <strong>{name}</strong>
        <p>{t(says, { made: moment(row.made), used: moment(row.used) })}</p>
      </div>
      {row.current ? <span className="badge is-ok">{t('account.this_one')}</span> : null}
      {doing ? <Button small busy={doing.busy} onPress={doing.onPress}>{t(doing.says)}<span className="visually-hidden"> {name}</span></Button> : null}
    </li>
  )
}
