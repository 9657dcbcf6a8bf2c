import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Part, Sample } from './part.tsx'
import words from './words.json' with { type: 'json' }

const Kinds = ({ disabled, busy }: { readonly disabled?: boolean; readonly busy?: boolean }) => (
  <>
    <Button kind="primary" disabled={disabled} busy={busy}>{words.approve}</Button>
    <Button disabled={disabled} busy={busy}>{words.save}</Button>
    <Button kind="quiet" disabled={disabled} busy={busy}>{words.see}</Button>
    <Button kind="danger" disabled={disabled} busy={busy}>{words.withdraw}</Button>
  </>
)

export const Buttons = () => (
  <Part name="buttons" title={words.buttons} lede={words.buttons_words}>
    <Sample words={words.normal}><Kinds /></Sample>
    <Sample words={words.hover} state="hover"><Kinds /></Sample>
    <Sample words={words.focus} state="focus-visible"><Kinds /></Sample>
    <Sample words={words.active} state="active"><Kinds /></Sample>
    <Sample words={words.disabled}><Kinds disabled /></Sample>
    <Sample words={words.busy}><Kinds busy /></Sample>
    <div className="row">
      <Button small icon="plus">{words.add_row}</Button><Button icon="download" label={words.download}>{null}</Button>
      <Button small pressed>{words.pressed}</Button><Button small pressed={false}>{words.not_pressed}</Button><CopyButton text={words.copy_text} label={words.copy_text} />
    </div>
    <Button wide>{words.wide}</Button>
    <div className="row">
      <fieldset className="seg" aria-label={words.seg}><button type="button" aria-pressed="true"><span className="icon i-chart" aria-hidden="true" />{words.seg_chart}</button><button type="button"><span className="icon i-table" aria-hidden="true" />{words.seg_table}</button></fieldset>
      <button type="button" className="chip">{words.chip}</button><button type="button" className="chip" aria-pressed="true">{words.chip_chosen}</button><button type="button" className="chip is-add"><span className="icon i-plus" aria-hidden="true" />{words.chip_add}</button>
    </div>
    <nav className="tabs" aria-label={words.tabs}><a href="#main" aria-current="page">{words.tab_trend}</a><a href="#main">{words.tab_bars}</a><a href="#main">{words.tab_table}</a></nav>
    <div className="row">
      <span className="badge">{words.badge_draft}</span><span className="badge is-accent">{words.badge_new}</span><span className="badge is-ok">{words.badge_approved}</span>
      <span className="badge is-warn">{words.badge_due}</span><span className="badge is-error">{words.badge_returned}</span><span className="badge is-line">{words.badge_version}</span>
    </div>
    <div className="row">
      <span className="row" data-force="hover"><a href="#main">{words.link}</a></span><span className="row" data-force="focus-visible"><a href="#main">{words.link}</a></span><a href="#main">{words.link}</a>
    </div>
  </Part>
)
