import { useId, useMemo, useState } from 'react'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import type { Named } from './names.ts'
import { branchesOf, type Branch } from './tree.ts'

type Props = { readonly name: string; readonly codes: readonly Named[]; readonly chosen: readonly string[]; readonly onChoose: (codes: readonly string[]) => void; readonly onClose: () => void }

/** The codes of a dimension as a tree: what is part of another stands under it, and is taken with it. */
export function FilterDialog({ name, codes, chosen, onChoose, onClose }: Props) {
  const { t, language } = useWords()
  const [picked, setPicked] = useState<ReadonlySet<string>>(() => new Set(chosen))
  const [sought, setSought] = useState('')
  const id = useId()
  const branches = useMemo(() => branchesOf(codes, sought, language), [codes, sought, language])
  const toggle = (code: string) => {
    const next = new Set(picked)
    if (!next.delete(code)) next.add(code)
    setPicked(next)
  }
  return (
    <Dialog
      title={t('explore.filter_title', { name })} onClose={onClose} onSubmit={() => onChoose(codes.filter((code) => picked.has(code.id)).map((code) => code.id))}
      actions={<><Button kind="primary" submit>{t('explore.filter_apply', { count: picked.size })}</Button><Button onPress={onClose}>{t('explore.cancel')}</Button>{picked.size > 0 ? <Button kind="quiet" onPress={() => setPicked(new Set())}>{t('explore.filter_none')}</Button> : null}</>}
    >
      <label className="find" htmlFor={id}><span className="icon i-search" aria-hidden="true" /><input id={id} type="search" value={sought} onChange={(event) => setSought(event.target.value)} placeholder={t('explore.filter_search')} aria-label={t('explore.filter_search')} onKeyDown={(event) => { if (event.key === 'Enter') event.preventDefault() }} /></label>
      <fieldset className="tree" aria-label={name}>{branches.length > 0 ? <Branches branches={branches} picked={picked} within={false} onToggle={toggle} /> : <p className="quiet">{t('explore.filter_nothing')}</p>}</fieldset>
    </Dialog>
  )
}

function Branches({ branches, picked, within, onToggle }: { readonly branches: readonly Branch[]; readonly picked: ReadonlySet<string>; /** A code above is picked, which takes these in. */ readonly within: boolean; readonly onToggle: (code: string) => void }) {
  return (
    <ul>
      {branches.map(({ id, name, parts }) => (
        <li key={id}>
          <label className="branch"><input type="checkbox" checked={within || picked.has(id)} disabled={within} onChange={() => onToggle(id)} /><span>{name}</span> <span className="code">{id}</span></label>
          {parts.length > 0 ? <Branches branches={parts} picked={picked} within={within || picked.has(id)} onToggle={onToggle} /> : null}
        </li>
      ))}
    </ul>
  )
}
