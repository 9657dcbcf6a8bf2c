import { Part } from './part.tsx'
import words from './words.json' with { type: 'json' }

/** The frame around every chart, in its order: what it says, unit, definition warning, figure, source line. */
export const Chart = () => (
  <Part name="frame" title={words.frame} lede={words.frame_words}>
    <figure className="frame">
      <header><div><h3>{words.frame_title}</h3><p>{words.frame_lede}</p></div><div className="frame-tools"><fieldset className="seg is-small" aria-label={words.seg}><button type="button" aria-pressed="true"><span className="icon i-chart" aria-hidden="true" />{words.seg_chart}</button><button type="button"><span className="icon i-table" aria-hidden="true" />{words.seg_table}</button></fieldset></div></header>
      <p className="defwarn"><span className="neq" aria-hidden="true" />{words.frame_differs}</p>
      <div className="frame-body">
        <p className="visually-hidden">{words.frame_chart}</p>
        <svg className="chart" viewBox="0 0 640 200" aria-hidden="true">
          {[20, 80, 140].map((y) => <line key={y} className="gridline" x1="0" x2="560" y1={y} y2={y} />)}
          <line className="zero" x1="0" x2="560" y1="190" y2="190" />
          <polyline className="line c1" points="0,130 110,120 220,96" /><polyline className="line c1" points="330,70 440,40 560,26" /><circle className="pt c1" cx="560" cy="26" r="4" />
          <polyline className="line c2" points="0,138 110,142 220,150 330,148 440,154 560,150" /><circle className="pt c2" cx="560" cy="150" r="4" />
          <text className="lab" x="570" y="30">{words.THA}</text><text className="lab" x="570" y="154">{words.MYS}</text>
        </svg>
      </div>
      <figcaption className="source"><b>{words.frame_source}</b> <span>{words.frame_states}</span><span>{words.frame_unit}</span><span>{words.frame_known}</span></figcaption>
    </figure>
  </Part>
)
