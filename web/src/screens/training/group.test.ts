import { expect, test } from 'vitest'
import { byMember, type CastPerson } from './group.ts'

const person = (member: string, role: CastPerson['role'], email: string): CastPerson =>
  ({ email, name: email, member, member_name: { THA: 'Thailand', AUS: 'Australia', CAU: 'Coordination and analysis unit' }[member]!, unit: 'MAIN', unit_name: 'Main office', role, sign_in_url: '' })

test('states come by name and the secretariat last; in each, who writes comes before who approves', () => {
  const cast = [person('CAU', 'administrator', 'a@cau'), person('THA', 'analyst', 'n@tha'), person('THA', 'focal_point', 'focal2@tha'), person('THA', 'focal_point', 'focal@tha'), person('THA', 'reporter', 'r@tha'), person('AUS', 'liaison', 'l@aus')]
  expect(byMember(cast, 'en').map(({ name, people }) => [name, people.map(({ email }) => email)])).toEqual([
    ['Australia', ['l@aus']], ['Thailand', ['r@tha', 'focal@tha', 'focal2@tha', 'n@tha']], ['Coordination and analysis unit', ['a@cau']],
  ])
})
