import { useId, useMemo, useState } from 'react'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import type { RegionList } from './areas.ts'
import type { Named } from './names.ts'
import { branchesOf, codesIn, type Branch } from './tree.ts'

type Props = { readonly name: string; readonly codes: readonly Named[]; readonly regions: readonly RegionList[]; readonly chosen: readonly string[]; readonly onChoose: (codes: readonly string[]) => void; readonly onClose: () => void }

/** The codes of a dimension as a tree: what is part of another stands under it, and is taken with it; areas stand under their regions. */
export function FilterDialog({ name, codes, regions, chosen, onChoose, onClose }: Props) {
  const { t, language } = useWords()
  const [picked, setPicked] = useState<ReadonlySet<string>>(() => new Set(chosen))
  const [sought, setSought] = useState('')
  const id = useId()
  const branches = useMemo(() => branchesOf(codes, sought, language, regions), [codes, sought, language, regions])
  const toggle = (these: readonly string[], on: boolean) => setPicked(new Set(on ? [...picked, ...these] : [...picked].filter((code) => !these.includes(code))))
  return (
    <Dialog
      title={t('explore.filter_title', { name })} onClose={onClose} onSubmit={() => onChoose(codes.filter((code) => picked.has(code.id)).map((code) => code.id))}
      actions={<><Button kind="primary" submit>{t('explore.filter_apply', { count: picked.size })}</Button><Button onPress={onClose}>{t('explore.cancel')}</Button>{picked.size > 0 ? <Button kind="quiet" onPress={() => setPicked(new Set())}>{t('explore.filter_none')}</Button> : null}</>}
    >
      <label className="find" htmlFor={id}><span className="icon i-search" aria-hidden="true" /><input id={id} type="search" value={sought} onChange={(event) => setSought(event.target.value)} placeholder={t('explore.filter_search')} aria-label={t('explore.filter_search')} onKeyDown={(event) => { if (event.key === 'Enter') event.preventDefault() }} /></label>
      <fieldset className="tree" aria-label={name}>{branches.length > 0 ? <ul>{branches.map((branch) => <Node key={branch.id} branch={branch} picked={picked} within={false} isSought={sought.trim() !== ''} onToggle={toggle} />)}</ul> : <p className="quiet">{t('explore.filter_nothing')}</p>}</fieldset>
    </Dialog>
  )
}

type NodeProps = { readonly branch: Branch; readonly picked: ReadonlySet<string>; /** A code above is picked, which takes these in. */ readonly within: boolean; readonly isSought: boolean; readonly onToggle: (codes: readonly string[], on: boolean) => void }

/** A code, or a region that is opened to choose among its areas. */
function Node({ branch, picked, within, isSought, onToggle }: NodeProps) {
  const { t } = useWords()
  const { id, name, isRegion, isWhole, parts } = branch
  const own = codesIn(branch)
  const count = own.filter((code) => picked.has(code)).length
  const isAll = within || (own.length > 0 && count === own.length)
  const [open, setOpen] = useState(!isRegion || (count > 0 && count < own.length))
  const isOpen = isSought || open
  return (
    <li>
      <div className="branch-row">
        {isRegion ? <button type="button" className="btn is-quiet is-icon is-small" aria-expanded={isOpen} aria-label={t(isOpen ? 'explore.region_close' : 'explore.region_open', { name })} disabled={isSought} onClick={() => setOpen(!open)}><span className="icon i-chevron" aria-hidden="true" /></button> : null}
        {isRegion && !isWhole ? <b>{name}</b> : (
          <label className="branch">
            <input type="checkbox" checked={isAll} disabled={within} ref={(box) => { if (box) box.indeterminate = !isAll && count > 0 }} onChange={() => onToggle(own, !isAll)} />
            <span>{name}</span> <span className="code">{isRegion ? t('explore.region_count', { count: own.length }) : id}</span>
          </label>
        )}
      </div>
      {isOpen && parts.length > 0 ? <ul>{parts.map((part) => <Node key={part.id} branch={part} picked={picked} within={within || (!isRegion && picked.has(id))} isSought={isSought} onToggle={onToggle} />)}</ul> : null}
    </li>
  )
}
