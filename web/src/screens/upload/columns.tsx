import { nameIn } from '../../api/collection.ts'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { Select, type Option } from '../../ui/select.tsx'
import { roleOf, withRole, type Role } from './draft.ts'
import type { Desk } from './desk.ts'
import { Part } from './part.tsx'

/** The columns of the file, what stands in them, and what each is for. */
export function Columns({ desk }: { readonly desk: Desk }) {
  const { t, number, language } = useWords()
  const { draft, glimpse, flow, change } = desk
  const columns = glimpse.columns.filter(({ name }) => name !== '')
  const undecided = columns.filter(({ name }) => roleOf(draft, name) === 'open')
  const options: readonly Option[] = [
    { value: 'value', text: t('upload.role_value') },
    ...flow.dimensions.filter(({ id }) => id !== 'TIME_PERIOD').map(({ id, name }) => ({ value: `dimension:${id}`, text: nameIn(name, language, id) })),
    { value: 'n_obs', text: t('upload.role_n_obs') },
    { value: 'drop', text: t('upload.role_drop') },
  ]
  return (
    <Part step="columns" open={desk.open.columns}>
      <ul className="rows is-wrapping card is-flush">
        {columns.map(({ name, words, distinct, blank }) => {
          const role = roleOf(draft, name)
          return (
            <li key={name} data-state={role === 'open' ? 'open' : undefined}>
              <div className="body">
                <strong><bdi>{name}</bdi></strong>
                <p><bdi>{words.slice(0, 4).map(({ word }) => word.slice(0, 40)).join(', ')}</bdi>{distinct > 4 ? ` … ${t('upload.distinct', { count: distinct, number: number(distinct) })}` : ''}{blank > 0 ? ` · ${t('upload.blank', { count: blank, number: number(blank) })}` : ''}</p>
              </div>
              {role === 'period' || role === 'condition'
                ? <span className="becomes muted">{t(`upload.role_${role}`)}</span>
                : <div className="becomes"><Select quiet label={t('upload.role_of', { column: name })} ask={t('upload.ask')} value={role === 'open' ? '' : role} options={options} onChange={(value) => change(withRole(draft, name, value as Role))} /></div>}
            </li>
          )
        })}
      </ul>
      {undecided.length > 1 ? <p className="actions below"><Button small onPress={() => change(undecided.reduce((all, { name }) => withRole(all, name, 'drop'), draft))}>{t('upload.drop_rest', { count: undecided.length })}</Button></p> : null}
    </Part>
  )
}
