import { useQuery } from '@tanstack/react-query'
import { read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Loaded } from '../../ui/page.tsx'
import { inWords } from '../explore/names.ts'
import { kindWords, type Entry } from './entry.ts'

/** What a route or a place was, version by version: nothing of it is ever overwritten. */
export function History({ entry, areaName, named, onClose }: { readonly entry: Entry; readonly areaName: (code: string) => string; readonly named: (ids: readonly string[]) => string; readonly onClose: () => void }) {
  const { t, language, moment } = useWords()
  const history = useQuery(read('collections', 'registerHistory', { params: { register: entry.register, entry: entry.id }, query: { language } }))
  return (
    <Dialog title={inWords(entry.name, language)} onClose={onClose} actions={<Button onPress={onClose}>{t('collections.close')}</Button>}>
      <p className="code muted">{entry.id}</p>
      <Loaded of={history}>
        {({ versions }) => (
          <ol className="rows">
            {versions.map(({ version, at, origin, entry: was }) => (
              <li key={version}>
                <div className="body">
                  <strong>{inWords(was.name, language)}{was.retired ? <> <span className="badge is-line">{t('collections.retired')}</span></> : null}</strong>
                  <p>{[kindWords(was.kind, t), was.area ? areaName(was.area) : t('collections.no_area'), was.successors.length > 0 ? t('collections.followed_by', { list: named(was.successors) }) : ''].filter(Boolean).join(' · ')}</p>
                  <p>{t('collections.version', { version })} · {t(`collections.origin.${origin}`)} · <time dateTime={at}>{moment(at)}</time></p>
                </div>
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </Dialog>
  )
}
