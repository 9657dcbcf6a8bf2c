import { useQuery } from '@tanstack/react-query'
import { useDataflowNames } from '../../api/collection.ts'
import { useMemberName } from '../../api/members.ts'
import { read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Loaded } from '../../ui/page.tsx'
import { ScrollBox } from '../../ui/scroll-box.tsx'

/** Which state and role used the own figures: counts by day, never a person. */
export function Ledger() {
  const { t, number, day } = useWords()
  const member = useMemberName()
  const dataflow = useDataflowNames()
  const uses = useQuery(read('sharing', 'ledger', {}))
  return (
    <section>
      <div className="section-head"><h2>{t('sharing.ledger')}</h2><p>{t('sharing.ledger_words')}</p></div>
      <Loaded of={uses}>{(data) => (data.uses.length === 0 ? <p className="muted">{t('sharing.ledger_empty')}</p> : (
        <ScrollBox tall label={t('sharing.ledger')}>
          <table className="grid">
            <thead><tr><th className="pin pin-edge" scope="col">{t('sharing.who')}</th><th scope="col">{t('sharing.what')}</th><th scope="col">{t('sharing.how')}</th><th className="num" scope="col">{t('sharing.times')}</th><th scope="col">{t('sharing.last')}</th></tr></thead>
            <tbody>{data.uses.map((use) => (
              <tr key={`${use.member} ${use.role} ${use.dataflow ?? ''} ${use.action}`}>
                <th className="pin pin-edge" scope="row">{member(use.member)}<br /><span className="quiet">{t(`role.${use.role}`)}</span></th>
                <td>{use.dataflow === null ? t('sharing.anything') : dataflow(use.dataflow)}</td><td>{t(`sharing.action_${use.action}`)}</td><td className="num">{number(use.count)}</td><td>{day(use.last)}</td>
              </tr>
            ))}</tbody>
          </table>
        </ScrollBox>
      ))}</Loaded>
    </section>
  )
}
