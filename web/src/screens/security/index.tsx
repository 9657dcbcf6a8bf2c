import './security.css'
import { useQuery } from '@tanstack/react-query'
import { me, read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Loaded, PageHead } from '../../ui/page.tsx'
import { Fears } from './fears.tsx'
import { OwnFactors } from './own-factors.tsx'
import { People } from './people.tsx'
import { SignIns } from './sign-ins.tsx'

/** How safely one signs in, and one's people; and what is done about what a state may fear. What is changed is changed on the own account. */
export default function Security() {
  const { t } = useWords()
  const person = useQuery(me).data
  const own = useQuery(read('security', 'own'))
  if (!person) return null
  return (
    <>
      <PageHead title={t('security.title')} lede={t('security.lede')} />
      <div className="stack is-loose">
        <Loaded of={own}>
          {(mine) => (
            <div className="split">
              <div className="stack is-loose">
                {person.abilities.includes('see_security') ? <People member={person.member} /> : null}
                <SignIns failed={mine.failed_today} rows={mine.sign_ins} />
              </div>
              <aside className="stack"><OwnFactors person={person} own={mine} /></aside>
            </div>
          )}
        </Loaded>
        <Fears role={person.role} />
      </div>
    </>
  )
}
