import { Refusal } from '../../api/call.ts'
import { Failed } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Loaded, Notice, PageHead } from '../../ui/page.tsx'
import { Part, Sample } from './part.tsx'
import words from './words.json' with { type: 'json' }

const ROWS = [{ title: words.row_title, text: words.row_words, mark: 'is-accent', icon: 'report' }, { title: words.row_second, text: words.row_second_words, mark: 'is-ok', icon: 'check' }]

export const Notices = () => (
  <Part name="notices" title={words.notices} lede={words.notices_words}>
    <div className="split is-even">
      <div className="stack">
        <Notice>{words.notice}</Notice><Notice kind="ok">{words.notice_ok}</Notice><Notice kind="warn">{words.notice_warn}</Notice><Notice kind="error">{words.notice_error}</Notice>
        <div className="job"><div><strong>{words.job}</strong><p>{words.job_words}</p></div><Button small kind="quiet">{words.cancel}</Button><progress max={100} value={72} aria-label={words.job} /></div>
      </div>
      <div className="stack">
        <Sample words={words.waiting}><Loaded of={{ data: undefined, error: null, isPending: true, refetch: () => undefined }}>{() => null}</Loaded></Sample>
        <Sample words={words.failed}><Failed error={new Refusal(0, {})} retry={() => undefined} /></Sample>
        <Sample words={words.nothing}><div className="empty"><h3>{words.empty_title}</h3><p>{words.empty_words}</p><a className="btn" href="#main">{words.empty_way}</a></div></Sample>
      </div>
    </div>
    <div className="split is-even">
      <div className="card"><PageHead eyebrow={words.facts_unit} title={words.row_title} lede={words.row_words} meta={<span>{words.row_second_words}</span>} actions={<Button kind="primary">{words.open}</Button>} /></div>
      <div className="stack">
        <div className="card stack"><h3>{words.card}</h3><p className="muted">{words.card_words}</p><dl className="facts"><dt>{words.facts_unit}</dt><dd>{words.unit_police}</dd><dt>{words.facts_period}</dt><dd>{words.facts_period_value}</dd></dl></div>
        <ul className="rows card is-flush">{ROWS.map((row) => <li key={row.title}><span className={`mark ${row.mark}`}><span className={`icon i-${row.icon}`} aria-hidden="true" /></span><div className="body"><strong>{row.title}</strong><p>{row.text}</p></div><Button small>{words.open}</Button></li>)}</ul>
      </div>
    </div>
  </Part>
)
