import './audit.css'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { hrefOf, Refusal } from '../../api/call.ts'
import { useMemberName } from '../../api/members.ts'
import { me, read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { Loaded, PageHead } from '../../ui/page.tsx'
import { DayProofs } from './day-proofs.tsx'
import { FileCheck } from './file-check.tsx'
import { Lately } from './lately.tsx'
import { verifyText, type Checked } from './verify.ts'

const SYSTEM = '_SYSTEM'

/** The chain of what was done: looked through by pages, verified here on this device, taken away, and held against a file. */
export default function Audit() {
  const { t } = useWords()
  const person = useQuery(me).data
  const name = useMemberName()
  const [chain, setChain] = useState<string>()
  const query = chain === undefined ? {} : { query: { chain } }
  const head = useQuery(read('audit', 'head', query))
  // The whole chain is fetched when it is to be verified; to look through it a page at a time is enough.
  const [wanted, setWanted] = useState<string | null>(null)
  const whole = useQuery<Checked, Refusal>({ queryKey: ['audit', 'export', query], enabled: wanted === (chain ?? ''), staleTime: 60_000, queryFn: ({ signal }) => readChain(hrefOf('audit', 'export', query), signal) })
  return (
    <>
      <PageHead
        title={t('audit.title')} lede={t('audit.lede')}
        actions={<a className="btn" href={hrefOf('audit', 'export', query)} download={`audit-${head.data?.chain ?? ''}.jsonl`}><span className="icon i-download" aria-hidden="true" />{t('audit.export')}</a>}
      />
      {person?.role === 'cau_analyst' ? (
        <fieldset className="seg audit-which" aria-label={t('audit.which')}>
          {[undefined, SYSTEM].map((one) => <button key={one ?? ''} type="button" aria-pressed={chain === one} onClick={() => setChain(one)}>{t(one ? 'audit.system_chain' : 'audit.own_chain')}</button>)}
        </fieldset>
      ) : null}
      <Loaded of={head}>
        {(now) => (
          <div className="stack is-audit">
            <section className="card stack">
              <h2>{now.chain === SYSTEM ? t('audit.system_chain') : t('audit.head_title', { chain: name(now.chain) })}</h2>
              <Verdict whole={whole.data} failed={whole.isError} busy={whole.isFetching} onVerify={() => { setWanted(chain ?? ''); if (wanted === (chain ?? '')) void whole.refetch() }} />
              <dl className="facts"><dt>{t('audit.entries')}</dt><dd>{t('audit.entry_count', { count: now.entries })}</dd><dt>{t('audit.last_hash')}</dt><dd className="code hash">{now.head}</dd></dl>
              <p className="small muted">{t('audit.head_use')}</p>
            </section>
            <FileCheck now={whole.data} onChosen={() => setWanted(chain ?? '')} />
            <DayProofs chain={chain} now={whole.data} onChosen={() => setWanted(chain ?? '')} />
            <Lately key={now.chain} chain={chain} />
          </div>
        )}
      </Loaded>
    </>
  )
}

type VerdictProps = { readonly whole: Checked | undefined; readonly failed: boolean; readonly busy: boolean; readonly onVerify: () => void }

function Verdict({ whole, failed, busy, onVerify }: VerdictProps) {
  const { t } = useWords()
  return (
    <div className="verdict" aria-live="polite">
      <Button icon="check" busy={busy} onPress={onVerify}>{t('audit.verify')}</Button>
      {busy ? <span className="quiet">{t('audit.verifying')}</span> : whole ? <Outcome whole={whole} /> : <span className="muted">{t(failed ? 'audit.not_read' : 'audit.verify_words')}</span>}
    </div>
  )
}

function Outcome({ whole: { verdict, entries } }: { readonly whole: Checked }) {
  const { t } = useWords()
  return verdict.ok || (entries.length === 0 && verdict.reason === 'end')
    ? <span><span className="badge is-ok"><span className="icon i-ok" aria-hidden="true" />{t('audit.holds')}</span> {t('audit.holds_words')}</span>
    : <span role="alert"><span className="badge is-error"><span className="icon i-error" aria-hidden="true" />{t('audit.broken')}</span> {t('audit.broken_words', { at: verdict.brokenAt })}</span>
}

async function readChain(href: string, signal: AbortSignal): Promise<Checked> {
  const answer = await fetch(href, { signal }).catch((error: unknown) => {
    if (signal.aborted) throw error
    throw new Refusal(0, {})
  })
  if (!answer.ok) throw new Refusal(answer.status, (await answer.json().catch(() => ({}))) as object)
  return verifyText(await answer.text())
}
