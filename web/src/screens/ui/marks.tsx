import { LEVELS, Reach } from '../../ui/reach.tsx'
import { TermsWords } from '../../ui/terms-words.tsx'
import { Part } from './part.tsx'
import words from './words.json' with { type: 'json' }

const ICONS = ['home', 'report', 'review', 'explore', 'search', 'members', 'collections', 'audit', 'more', 'error', 'warn', 'ok', 'check', 'info', 'download', 'upload', 'paste', 'plus', 'close', 'chevron', 'next', 'offline', 'online', 'theme', 'lock', 'eye', 'globe', 'table', 'chart', 'bars', 'ask', 'receipt', 'copy', 'send', 'undo']

/** Every mark beside what it means. */
export const Marks = () => (
  <Part name="marks" title={words.marks} lede={words.marks_words}>
    <div className="stack is-tight"><p>{words.reach}</p><div className="row">{LEVELS.map((level) => <Reach key={level} level={level} big />)}</div></div>
    <div className="row">{LEVELS.map((level) => <TermsWords key={level} terms={{ level, group: words.group }} />)}</div>
    <div className="row"><TermsWords terms={{ level: 'GROUP', group: words.group, embargo: '2027-01-01T00:00:00.000Z' }} /></div>
    <p className="row"><span className="neq" aria-hidden="true" />{words.neq}</p>
    <div className="key">
      <span><i data-state="hidden">c</i>{words.hatch}</span><span><i>–</i>{words.dash}</span><span><i>0</i>{words.zero}</span><span><i data-state="edited" />{words.corner}</span><span><i data-state="error" />{words.numbered}</span>
    </div>
    <div className="row"><span className="mark is-ok"><span className="icon i-check" aria-hidden="true" /></span><span className="mark is-accent"><span className="icon i-report" aria-hidden="true" /></span><span className="mark is-warn"><span className="icon i-warn" aria-hidden="true" /></span><span className="mark is-error"><span className="icon i-error" aria-hidden="true" /></span><span className="mark"><span className="icon i-lock" aria-hidden="true" /></span></div>
    <ol className="steps" aria-label={words.steps}><li className="is-done">{words.mark_done}</li><li className="is-now">{words.mark_now}</li><li>{words.mark_later}</li></ol>
    <div className="stack is-tight"><p>{words.icons}</p><div className="row is-icons">{ICONS.map((icon) => <span key={icon} className={`icon i-${icon}`} title={icon} aria-hidden="true" />)}</div></div>
  </Part>
)
