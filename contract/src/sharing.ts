import { z } from 'zod'
import { codeId, dataflowId, freq, groupName, instant, level, memberCode, period, publicId, role, terms } from './common.ts'
import { route } from './route.ts'

/** Two groups may have one name: `MADE_BY/GROUP` names one for sure. */
const group = z.strictObject({ group: z.string(), made_by: memberCode, members: z.array(memberCode), with_cau: z.boolean() })
const oneRelease = z.strictObject({ release: publicId })
const oneDataflow = z.strictObject({ dataflow: dataflowId })
const defaultTerms = z.strictObject({ dataflow: codeId, level, group: z.string().nullable() })
const receipt = z.strictObject({ manifest: z.record(z.string(), z.unknown()), payload: z.string(), protected: z.string(), signature: z.string() })

const access = z.strictObject({
  dataflow: dataflowId, member: memberCode, unlocked: z.boolean(), reason_code: z.string(), reason: z.string(), missing_code: z.string(), missing: z.string(),
  contributors: z.string().meta({ description: 'How many states contribute; below three this is not said', example: 'fewer than three' }),
  years: z.string().meta({ description: 'The years of their figures, where three or more contribute', example: '2021-2026' }),
  values: z.record(z.string(), z.union([z.string(), z.number()])).meta({ description: 'What the sentences are filled with' }),
  states: z.array(memberCode).meta({ description: 'The states that see what is shared with the contributors; empty where the own member does not' }),
})

export const sharing = {
  access: route({
    id: 'sharing.access', method: 'GET', path: '/api/access/:dataflow', tag: 'sharing', who: 'signed_in', scope: 'read', summary: 'Whether the own member sees what others share, why, and what is missing',
    params: oneDataflow,
    response: access,
  }),
  listAccess: route({
    id: 'sharing.access_list', method: 'GET', path: '/api/access', tag: 'sharing', who: 'signed_in', scope: 'read', summary: 'The same for every dataflow, by its id',
    response: z.strictObject({ dataflows: z.array(access) }),
  }),
  audience: route({
    id: 'sharing.audience', method: 'GET', path: '/api/access/:dataflow/audience', tag: 'sharing', who: 'signed_in', scope: 'read', summary: 'Who sees own figures under given terms, by name',
    description: 'Who is in a circle is told to those who are in it themselves: the contributors of a dataflow to a state that is one, the contributing members of a group to a state that contributes to it.',
    params: oneDataflow, query: z.strictObject({ level, group: terms.shape.group }),
    response: z.strictObject({
      dataflow: dataflowId, level, group: z.string().nullable(),
      told: z.boolean().meta({ description: 'Whether the members are named; the own one always is' }),
      members: z.array(memberCode).meta({ description: 'Those that see the figures, the own one first' }),
      waiting: z.array(memberCode).meta({ description: 'States of the group that see them once they contribute to it; where nobody is told, all of its others' }),
      secretariat: z.boolean(), contributors: access.shape.contributors,
    }),
    problems: ['not_allowed', 'terms.never_public', 'terms.group_missing', 'terms.group_unneeded', 'group.unknown', 'group.ambiguous'],
  }),
  sight: route({
    id: 'sharing.sight', method: 'GET', path: '/api/sight', tag: 'sharing', who: 'signed_in', scope: 'read', summary: 'A mark of all figures that I can see: another one as soon as they are others',
    description: 'An open page asks for it every few seconds, and for its figures again when the mark is another. What cannot be seen does not change it.',
    response: z.strictObject({ mark: z.string() }),
  }),
  recordPlausibleZero: route({
    id: 'sharing.plausible_zero', method: 'PUT', path: '/api/access/:dataflow/plausible-zeros/:member', tag: 'sharing', who: 'signed_in', scope: 'approve', status: 204,
    summary: 'Record that a member may well have no cases (secretariat)', description: 'Zero figures of the member then unlock the dataflow as others do.',
    params: z.strictObject({ dataflow: dataflowId, member: memberCode }), owned: { member: 'member' }, problems: ['not_allowed', 'access.member_unknown'],
  }),
  listGroups: route({
    id: 'groups.list', method: 'GET', path: '/api/groups', tag: 'sharing', who: 'signed_in', scope: 'read', summary: 'The sharing groups that the own member belongs to',
    description: 'The secretariat sees those that it is in.', response: z.strictObject({ groups: z.array(group) }),
  }),
  makeGroup: route({
    id: 'groups.make', method: 'POST', path: '/api/groups', tag: 'sharing', who: 'signed_in', scope: 'approve', status: 201, creates: true, summary: 'Make a sharing group (focal point of one of its members)',
    body: z.strictObject({ name: groupName, members: z.array(memberCode).min(1).max(200), with_cau: z.boolean().default(false) }),
    response: group, problems: ['not_allowed', 'group.taken', 'group.without_you', 'group.too_small', 'group.member_unknown'],
  }),
  listReleases: route({
    id: 'releases.list', method: 'GET', path: '/api/releases', tag: 'sharing', who: 'signed_in', scope: 'read', summary: 'The own releases with their terms, the newest first',
    description: 'At most 200; `before` continues.',
    query: z.strictObject({ dataflow: dataflowId.optional(), before: z.string().regex(/^(0|[1-9][0-9]{0,14})$/).transform(Number).optional() }),
    response: z.strictObject({
      releases: z.array(z.strictObject({
        release: publicId, report: publicId, version: z.int(), dataflow: dataflowId, freq: freq.nullable(), from: period.nullable(), to: period.nullable(), rows: z.int(),
        level, group: z.string().nullable(), embargo: instant.nullable(), since: instant, approved: instant, withdrawn: instant.nullable(),
        /** Whether it still counts for a period. */
        counts: z.boolean(),
      })),
      /** The number to continue before; null at the end. */
      next: z.int().nullable(),
    }),
  }),
  ledger: route({
    id: 'ledger.list', method: 'GET', path: '/api/ledger', tag: 'sharing', who: 'signed_in', scope: 'read', summary: 'Who used the own figures: by member, role and dataflow, never by person (focal point)',
    description: 'Of the last 366 days. An action is `query`, `export`, or `refused`: a look-up of something of ours that was not answered.',
    query: z.strictObject({ dataflow: dataflowId.optional() }),
    response: z.strictObject({ uses: z.array(z.strictObject({ member: memberCode, role, dataflow: dataflowId.nullable(), action: z.enum(['query', 'export', 'refused']), count: z.int(), first: z.iso.date(), last: z.iso.date() })) }),
    problems: ['not_allowed'],
  }),
  ledgerDays: route({
    id: 'ledger.days', method: 'GET', path: '/api/ledger/days', tag: 'sharing', who: 'signed_in', scope: 'read', summary: 'The same day by day (focal point)',
    description: 'From a day on, else of the last 366 days; the earliest first, at most 50000 lines. `next` is the day to go on from, where there are more.',
    query: z.strictObject({ from: z.iso.date().optional(), dataflow: dataflowId.optional() }),
    response: z.strictObject({ uses: z.array(z.strictObject({ day: z.iso.date(), member: memberCode, role, dataflow: dataflowId.nullable(), action: z.enum(['query', 'export', 'refused']), count: z.int() })), next: z.iso.date().nullable() }),
    problems: ['not_allowed'],
  }),
  changeTerms: route({
    id: 'releases.terms', method: 'PUT', path: '/api/releases/:release/terms', tag: 'sharing', who: 'signed_in', scope: 'approve', fresh: 'session', summary: 'Change who sees a release (focal point)',
    description: 'It holds from the moment it is stored, narrower terms for every earlier version of the same periods too. Others see the release again once its rows carry the new terms, some seconds later. A session needs a second factor that is at most five minutes old.',
    params: oneRelease, owned: { release: 'release' }, body: terms,
    response: z.strictObject({ release: publicId, level, group: z.string().nullable(), embargo: instant.nullable(), since: instant }),
    problems: ['not_allowed', 'release.withdrawn', 'terms.never_public', 'terms.group_missing', 'terms.group_unneeded', 'group.unknown', 'group.ambiguous'],
  }),
  receipts: route({
    id: 'releases.receipts', method: 'GET', path: '/api/releases/:release/receipts', tag: 'sharing', who: 'signed_in', scope: 'read', summary: 'The signed receipts of changed terms and of a withdrawal, the oldest first',
    params: oneRelease, owned: { release: 'release' }, response: z.strictObject({ receipts: z.array(receipt) }),
  }),
  listDefaults: route({
    id: 'default_terms.list', method: 'GET', path: '/api/default-terms', tag: 'sharing', who: 'signed_in', scope: 'read', summary: 'The terms that the own reports are released under where none are named',
    description: 'A dataflow that is not listed is NATIONAL.', response: z.strictObject({ defaults: z.array(defaultTerms) }),
  }),
  setDefault: route({
    id: 'default_terms.set', method: 'PUT', path: '/api/default-terms/:dataflow', tag: 'sharing', who: 'signed_in', scope: 'approve', fresh: 'session', summary: 'Set the default terms of a dataflow (focal point)',
    params: oneDataflow, body: z.strictObject({ level, group: terms.shape.group }), response: defaultTerms, problems: ['not_allowed', 'terms.never_public', 'terms.group_missing', 'terms.group_unneeded', 'group.unknown', 'group.ambiguous'],
  }),
}
