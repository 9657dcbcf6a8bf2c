import '../../look/grid.css'
import '../../look/locked.css'
import '../../look/work.css'
import '../../look/frame.css'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { read } from '../../api/queries.ts'
import { NotFound } from '../../shell/failed.tsx'
import { PageHead } from '../../ui/page.tsx'
import { Buttons } from './buttons.tsx'
import { Chart } from './chart.tsx'
import { Dialogs } from './dialogs.tsx'
import { Fields } from './fields.tsx'
import { Grids } from './grids.tsx'
import { Marks } from './marks.tsx'
import { Notices } from './notices.tsx'
import { SampleAnswers } from './sample-answers.ts'
import { Sharing } from './sharing.tsx'
import { Type } from './type.tsx'
import '../../look/sheet.css'
import '../explore/explore.css'
import './ui.css'
import words from './words.json' with { type: 'json' }

/** What every screen is made of, in all its states, on one page of a training system. English alone: those who build the screens read it. A live system has no such page. */
export default function Ui() {
  const status = useQuery(read('system', 'status')).data
  return status ? (status.mode === 'training' ? <Components /> : <NotFound />) : null
}

function Components() {
  const [theme, setTheme] = useState('system')
  const [density, setDensity] = useState('regular')
  const [direction, setDirection] = useState('ltr')
  return (
    <SampleAnswers>
      <main className="main ui" id="main" lang="en" dir={direction} data-theme={theme === 'system' ? undefined : theme} data-density={density === 'regular' ? undefined : density}>
        <PageHead title={words.title} lede={words.lede} />
        <div className="row">
          <Switch label={words.theme} value={theme} onChange={setTheme} of={[['system', words.theme_system], ['light', words.theme_light], ['dark', words.theme_dark]]} />
          <Switch label={words.density} value={density} onChange={setDensity} of={[['compact', words.density_compact], ['regular', words.density_regular], ['roomy', words.density_roomy]]} />
          <Switch label={words.direction} value={direction} onChange={setDirection} of={[['ltr', words.direction_ltr], ['rtl', words.direction_rtl]]} />
        </div>
        <Type /><Buttons /><Fields /><Marks /><Notices /><Dialogs /><Grids /><Sharing /><Chart />
      </main>
    </SampleAnswers>
  )
}

type SwitchProps = { readonly label: string; readonly value: string; readonly onChange: (value: string) => void; readonly of: readonly (readonly [value: string, text: string])[] }

const Switch = ({ label, value, onChange, of }: SwitchProps) => (
  <fieldset className="seg" aria-label={label}>{of.map(([choice, text]) => <button type="button" key={choice} aria-pressed={choice === value} onClick={() => onChange(choice)}>{text}</button>)}</fieldset>
)
