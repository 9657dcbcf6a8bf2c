import '../../look/locked.css'
import { useQuery } from '@tanstack/react-query'
import { collectionIn, nameIn } from '../../api/collection.ts'
import { useMemberName } from '../../api/members.ts'
import { me, read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { Loaded, PageHead } from '../../ui/page.tsx'
import { Coverage } from './coverage.tsx'
import { Shape } from './shape.tsx'

/** A dataflow that the own state does not see: why, what opens it, how many contribute, and its shape without a figure. */
export function Locked({ dataflow }: { readonly dataflow: string }) {
  const { t, language } = useWords()
  const member = useMemberName()
  const access = useQuery(read('sharing', 'access', { params: { dataflow } }))
  const collection = useQuery(collectionIn(language)).data
  const flow = collection?.dataflows.find(({ id }) => id === dataflow)
  return (
    <Loaded of={access}>{(data) => {
      const own = member(data.member)
      const values = Object.fromEntries(Object.entries(data.values)) as Record<string, string | number>
      return (
        <>
          <PageHead
            eyebrow={<><Link to="/explore">{t('nav.explore')}</Link> <span className="code">{dataflow}</span></>} title={nameIn(flow?.name, language, dataflow)}
            lede={<>{nameIn(flow?.description, language)} {data.unlocked ? t('locked.open_lede') : values['covered'] === 0 ? t('locked.lede', { member: own }) : ''}</>}
            meta={<span className="row"><span className={`icon ${data.unlocked ? 'i-eye' : 'i-lock'}`} aria-hidden="true" />{t('locked.shared')}</span>}
          />
          <div className="split">
            <div className="stack is-wide">
              {data.unlocked ? <section className="unlock"><h2>{t('locked.open')}</h2><p className="read">{t('locked.open_words')}</p></section> : <Unlock missing={data.missing_code} values={values} />}
              {collection && flow ? <Shape collection={collection} flow={flow} /> : null}
            </div>
            <aside className="stack is-wide">
              <section className="card stack is-tight">
                <h2>{/^\d+$/.test(data.contributors) ? t('locked.contribute', { count: Number(data.contributors) }) : t('locked.contribute_few')}</h2>
                <p className="small muted">{t('locked.contribute_words')}</p>
                {data.years === '' ? null : <Coverage years={data.years} />}
                {typeof values['covered'] === 'number' ? <dl className="facts"><dt>{t('locked.own', { member: own })}</dt><dd>{t('locked.own_of', { covered: values['covered'], needed: values['needed'] ?? 0 })}</dd></dl> : null}
              </section>
              <section className="card stack is-tight"><h2>{t('locked.control')}</h2><ul className="stack is-tight small">{['control_1', 'control_2', 'control_3', 'control_4'].map((line) => <li key={line}>{t(`locked.${line}`)}</li>)}</ul></section>
            </aside>
          </div>
        </>
      )
    }}</Loaded>
  )
}

/** What is missing, as steps; for those who cannot unlock it, why. */
function Unlock({ missing, values }: { readonly missing: string; readonly values: Record<string, string | number> }) {
  const { t, period, day } = useWords()
  const role = useQuery(me).data?.role
  const writes = role === 'reporter' || role === 'focal_point'
  const spoken = { ...values, from: period(String(values['from'] ?? '')), to: period(String(values['to'] ?? '')), ...('opens' in values ? { opens: day(String(values['opens'])), back: day(String(values['back'])) } : {}) }
  const steps = missing === 'months' || missing === 'years' || missing === 'above_zero'
  return (
    <section className="unlock">
      <h2>{t(`locked.${missing}_title`, spoken)}</h2>
      <p className="read">{t(`locked.${missing}`, spoken)}</p>
      {steps ? (
        <>
          <ol className="steps"><li className="is-now"><strong>{t('locked.step_report')}</strong><small>{t('locked.step_report_words')}</small></li><li>{t('locked.step_approve')}<small>{t('locked.step_approve_words')}</small></li><li>{t('locked.step_open')}<small>{t('locked.step_open_words', spoken)}</small></li></ol>
          {writes ? <p className="actions"><Link className="btn is-primary" to="/reports">{t('locked.start')}</Link></p> : <p>{t('locked.ask')}</p>}
        </>
      ) : null}
    </section>
  )
}
