import { Part } from './part.tsx'
import words from './words.json' with { type: 'json' }

const CATEGORIES = [1, 2, 3, 4, 5, 6, 7, 8].map((step) => `cat-${step}`)
const RAMPS = ['seq', 'div'].map((ramp) => [1, 2, 3, 4, 5, 6, 7].map((step) => `${ramp}-${step}`))
const JOBS = ['canvas', 'surface', 'surface-2', 'surface-3', 'ink', 'ink-2', 'ink-3', 'accent', 'accent-tint', 'error', 'warn', 'ok', 'training']
const SCRIPTS = [['th', words.type_th], ['km', words.type_km], ['lo', words.type_lo], ['ar', words.type_ar]] as const

/** Sizes of words, every script that has a catalogue, and the colours by their jobs. */
export const Type = () => (
  <Part name="type" title={words.type} lede={words.type_words}>
    <div className="split is-even">
      <div className="stack is-tight">
        <p className="big"><b>{words.type_big}</b></p>
        <h1>{words.type_h1}</h1><h2>{words.type_h2}</h2><h3>{words.type_h3}</h3>
        <p className="read">{words.type_read}</p><p>{words.type_sm}</p><p className="small">{words.type_xs}</p><p className="eyebrow">{words.type_2xs}</p>
      </div>
      <div className="stack is-tight">{SCRIPTS.map(([lang, text]) => <p className="read" key={lang} lang={lang} dir={lang === 'ar' ? 'rtl' : 'ltr'}>{text}</p>)}</div>
    </div>
    <Swatches names={CATEGORIES} />
    <div className="split is-even">{RAMPS.map((ramp) => <Swatches key={ramp[0]} names={ramp} isRamp />)}</div>
    <Swatches names={JOBS} />
  </Part>
)

const Swatches = ({ names, isRamp }: { readonly names: readonly string[]; readonly isRamp?: boolean }) => (
  <div className={isRamp ? 'swatches is-ramp' : 'swatches'}>{names.map((name) => <div key={name} style={{ '--c': `var(--${name})` } as React.CSSProperties}>{name}</div>)}</div>
)
