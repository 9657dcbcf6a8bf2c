import './system.css'
import { useQuery } from '@tanstack/react-query'
import type { AnswerOf } from '../../api/call.ts'
import { read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Loaded, PageHead } from '../../ui/page.tsx'
import { inBytes, lasted } from './amounts.ts'

type State = AnswerOf<'system', 'show'>

/** How the server fares: what works, and what will soon want somebody's hand. Nothing of it is of a state. */
export default function System() {
  const { t, moment } = useWords()
  const state = useQuery({ ...read('system', 'show'), refetchInterval: 30_000 })
  return (
    <Loaded of={state}>
      {(now) => {
        const bad = now.checks.filter(({ ok }) => !ok).length
        return (
          <>
            <PageHead eyebrow={t('system.title')} title={bad === 0 ? t('system.all_well') : t('system.not_well', { count: bad })} lede={t('system.lede')} meta={<><span>{t(`system.mode_${now.mode}`)}</span><span>{t('system.read_at', { moment: moment(now.now) })}</span></>} />
            <div className="split is-even">
              <Checks checks={now.checks} />
              <div className="stack"><Amounts state={now} /><Versions state={now} /></div>
            </div>
          </>
        )
      }}
    </Loaded>
  )
}

function Checks({ checks }: { readonly checks: State['checks'] }) {
  const { t } = useWords()
  return (
    <section>
      <div className="section-head"><h2>{t('system.checks')}</h2></div>
      <ul className="rows card is-flush">
        {checks.map(({ check, ok, detail }) => (
          <li key={check}>
            <span className={ok ? 'mark is-ok' : 'mark is-error'}><span className={`icon i-${ok ? 'check' : 'error'}`} aria-hidden="true" /></span>
            <div className="body"><strong>{t(`system.check.${check}`)}</strong><p>{ok ? t('system.works') : t(`system.advice.${check}`)}{ok ? null : <span className="code quiet"> {detail}</span>}</p></div>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A disk with less than this free is said to be filling up before the check fails. */
const SCARCE = 0.1

function Amounts({ state: { disk, memory, database_bytes: database, queue, mail } }: { readonly state: State }) {
  const { t, number, moment, language } = useWords()
  const bytes = (amount: number) => inBytes(amount, language)
  return (
    <section className="card stack">
      <h2>{t('system.amounts')}</h2>
      {disk ? (
        <div>
          <div className="row"><strong>{t('system.disk')}</strong><span className="push muted">{t('system.disk_free', { free: bytes(disk.free), total: bytes(disk.total) })}</span></div>
          <progress max={disk.total} value={disk.total - disk.free} aria-label={t('system.disk')} />
          {disk.free / disk.total < SCARCE ? <p className="small warn-words">{t('system.disk_scarce')}</p> : null}
        </div>
      ) : null}
      <dl className="facts">
        <dt>{t('system.database_size')}</dt><dd>{bytes(database)}</dd>
        <dt>{t('system.memory')}</dt><dd>{bytes(memory)}</dd>
        <dt>{t('system.queue')}</dt><dd>{t('system.queue_words', { running: number(queue.running), waiting: number(queue.waiting) })}{queue.oldest ? `, ${t('system.queue_oldest', { moment: moment(queue.oldest) })}` : ''}</dd>
        <dt>{t('system.failed')}</dt><dd>{number(queue.failed)}</dd>
        <dt>{t('system.mail')}</dt><dd>{mail.configured ? t('system.mail_words', { sent: mail.sent, failed: mail.failed }) : t('system.mail_none')}</dd>
      </dl>
    </section>
  )
}

function Versions({ state }: { readonly state: State }) {
  const { t, day, moment, language } = useWords()
  return (
    <section className="card stack">
      <h2>{t('system.versions')}</h2>
      <dl className="facts">
        <dt>OpenVRS</dt><dd>{state.version}</dd>
        <dt>{t('system.database')}</dt><dd>{state.database}</dd>
        <dt>Node.js</dt><dd>{state.node}</dd>
        <dt>{t('system.started')}</dt><dd>{moment(state.started)} ({lasted(state.started, state.now, language)})</dd>
        {state.collections.map(({ collection, version, installed }) => <Installed key={`${collection} ${version}`} name={`${collection} ${version}`} words={t('system.installed', { day: day(installed) })} />)}
      </dl>
    </section>
  )
}

const Installed = ({ name, words }: { readonly name: string; readonly words: string }) => <><dt className="code">{name}</dt><dd>{words}</dd></>
