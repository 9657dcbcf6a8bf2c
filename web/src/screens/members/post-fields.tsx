import { useQuery } from '@tanstack/react-query'
import { collectionIn, nameIn } from '../../api/collection.ts'
import { useWords } from '../../i18n/use.ts'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'

/** Where a unit stands, as it is being typed: nowhere in particular, a place of the register, or a name and its country. */
export type TypedPost = { readonly way: string; readonly name: string; readonly country: string }

export const postOf = ({ way, name, country }: TypedPost) => (way === '' ? null : way === 'other' ? { name: name.trim(), country } : { place: way })

/** Places of the own country come first: most posts stand there. `other` is no code of a place: those are in capitals. */
export function PostFields({ own, post, onChange }: { readonly own: string; readonly post: TypedPost; readonly onChange: (post: TypedPost) => void }) {
  const { t, language } = useWords()
  const collection = useQuery(collectionIn(language)).data
  const areas = collection?.codelists.find(({ id }) => id === 'CL_REF_AREA')?.codes ?? []
  const areaName = (code: string) => nameIn(areas.find(({ id }) => id === code)?.name, language, code)
  const places = (collection?.register ?? []).filter(({ register, retired }) => register === 'place' && !retired)
    .map(({ id, name, area }) => ({ value: id, home: area === own, text: area ? t('members.unit_post_in', { place: nameIn(name, language, id), country: areaName(area) }) : nameIn(name, language, id) }))
    .toSorted((a, b) => Number(b.home) - Number(a.home) || a.text.localeCompare(b.text, language))
  const countries = areas.map(({ id }) => ({ value: id, text: areaName(id) })).toSorted((a, b) => a.text.localeCompare(b.text, language))
  return (
    <>
      <Select label={t('members.unit_post')} hint={t('members.unit_post_hint')} value={post.way} options={[{ value: '', text: t('members.unit_post_none') }, { value: 'other', text: t('members.unit_post_other') }, ...places]} onChange={(way) => onChange({ ...post, way })} />
      {post.way === 'other' ? (
        <>
          <Field label={t('members.unit_post_name')} maxLength={120} value={post.name} onChange={(name) => onChange({ ...post, name })} required />
          <Select label={t('members.unit_post_country')} value={post.country} options={countries} onChange={(country) => onChange({ ...post, country })} />
        </>
      ) : null}
    </>
  )
}
