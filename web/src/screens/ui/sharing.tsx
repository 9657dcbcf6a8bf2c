import { useState } from 'react'
import { Audience } from '../../ui/audience.tsx'
import type { Terms } from '../../ui/audience-of.ts'
import { Declared } from '../../ui/declared.tsx'
import { SeenBy } from '../../ui/seen-by.tsx'
import { Part } from './part.tsx'
import { sample } from './sample-answers.ts'
import words from './words.json' with { type: 'json' }

export function Sharing() {
  const [terms, setTerms] = useState<Terms>({ level: 'GROUP', group: words.group })
  return (
    <Part name="audience" title={words.audience} lede={words.audience_words}>
      <div className="split is-even">
        <Audience dataflow="VRS_DETECT" own="THA" value={terms} onChange={setTerms} />
        <SeenBy own="THA" seen={sample({ level: 'PUBLIC', members: ['THA', 'KHM', 'LAO', 'MMR', 'VNM', 'MYS'], secretariat: true })} />
        <p><Declared declarations={{ source_type: 'administrative', def_conform: 'partly', coverage: words.group }} /></p>
      </div>
    </Part>
  )
}
