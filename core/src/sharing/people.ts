/** Who may do what with people, units and members. Deny by default; a pure predicate per verb. */
export type Role = 'reporter' | 'focal_point' | 'analyst' | 'liaison' | 'cau_analyst' | 'administrator'

/** The secretariat's code as a member. */
export const SECRETARIAT = 'CAU'

/** The unit of who has none, and that of national reports. */
export const MAIN_UNIT = 'MAIN'
export const NATIONAL_UNIT = 'NATIONAL'

export type Asker = { readonly person: string; readonly member: string; readonly role: Role | '' }
export type Person = { readonly person: string; readonly member: string; readonly role: Role }
export type Member = { readonly code: string; readonly hadFocalPoint: boolean; readonly left: boolean }

const STATE_ROLES: readonly Role[] = ['reporter', 'focal_point', 'analyst', 'liaison']
const SECRETARIAT_ROLES: readonly Role[] = ['cau_analyst', 'administrator']

/** The roles that people of a member can have. */
export const rolesOf = (member: string): readonly Role[] => (member === SECRETARIAT ? SECRETARIAT_ROLES : STATE_ROLES)

/** A focal point invites the own people; the administrator a member's first focal point where there never was one, and the secretariat's people. */
export function mayInvite(asker: Asker, member: Member, role: Role): boolean {
  if (member.left || !rolesOf(member.code).includes(role)) return false
  switch (asker.role) {
    case 'focal_point':
      return asker.member === member.code
    case 'administrator':
      return member.code === SECRETARIAT || isFirstFocalPoint(asker, member, role)
    case 'reporter': case 'analyst': case 'liaison': case 'cau_analyst': case '':
      return false
  }
}

/** Whether the invitation is that of a member's first focal point, who accepts the terms. */
export const isFirstFocalPoint = (asker: Asker, member: Member, role: Role): boolean =>
  asker.role === 'administrator' && member.code !== SECRETARIAT && role === 'focal_point' && !member.hadFocalPoint

/** Whose open invitations somebody sees and withdraws: a focal point the own member's, the administrator the secretariat's and those of first focal points. */
export const mayWithdraw = (asker: Asker, invitation: { readonly member: string; readonly first: boolean }): boolean =>
  mayRule(asker, invitation.member) || (asker.role === 'administrator' && invitation.first)

/** Nobody disables themselves: a member would be left without a focal point, and the system without an administrator. */
export const mayDisable = (asker: Asker, person: Person): boolean => asker.person !== person.person && mayRule(asker, person.member)

/** A focal point changes roles and units of the own people, never the own role. */
export const mayChange = (asker: Asker, person: Person, role: Role): boolean =>
  asker.role === 'focal_point' && asker.member === person.member && rolesOf(person.member).includes(role) && (asker.person !== person.person || role === person.role)

/** Whether a new person of a role is confirmed by two others before they can do anything. */
export const needsConfirmation = (role: Role): boolean => role === 'cau_analyst'

/** Who confirms a new analyst of the secretariat: not the administrator who invited them, nobody twice. */
export const mayConfirm = (asker: Asker, person: Person, confirmedBy: readonly string[]): boolean =>
  (asker.role === 'focal_point' || asker.role === 'cau_analyst') && needsConfirmation(person.role) && asker.person !== person.person && !confirmedBy.includes(asker.person)

/** Who gives whom another password or authenticator at once: a focal point the own people, in the secretariat one of the same role. Nobody themselves, and nobody a person with more rights. */
export const mayReset = (asker: Asker, person: Person): boolean =>
  asker.person !== person.person && asker.member === person.member && (asker.role === 'focal_point' || (SECRETARIAT_ROLES.includes(person.role) && asker.role === person.role))

/** Who begins it where no peer is left: the administrator, for people of others; an analyst seconds it, and a notice runs (reset.ts). */
export const mayAskReset = (asker: Asker, person: Person): boolean => asker.role === 'administrator' && person.member !== SECRETARIAT

/** Who is told how the people of the own member sign in: who answers for them. */
export const maySeeSecurity = (asker: Asker): boolean => asker.role === 'focal_point' || asker.role === 'administrator'

/** How the server fares: the administrator's to know, and nothing of it is of a state. */
export const maySeeSystem = (asker: Asker): boolean => asker.role === 'administrator'

export const mayAddMember = (asker: Asker): boolean => asker.role === 'administrator'

export const mayAddUnit = (asker: Asker, member: Member): boolean =>
  !member.left && (mayRule(asker, member.code) || (asker.role === 'administrator' && !member.hadFocalPoint))

export const mayChangeMember = (asker: Asker, member: string): boolean => asker.role === 'focal_point' && asker.member === member

/** Whose work asks for a second factor that was given just now: they have one here, whatever their state's provider vouches for. */
export const needsOwnFactor = (role: Role): boolean => role === 'focal_point' || role === 'cau_analyst' || role === 'administrator'

/** Who says by which identity provider the people of a member may sign in. */
export const mayConnectProvider = (asker: Asker): boolean => asker.role === 'focal_point'

/** The own people: a focal point's are those of the member, the administrator's those of the secretariat. */
const mayRule = (asker: Asker, member: string): boolean =>
  (asker.role === 'focal_point' && asker.member === member) || (asker.role === 'administrator' && member === SECRETARIAT)

export type Ability = 'invite' | 'disable' | 'change_role' | 'confirm' | 'add_unit' | 'keep_units' | 'second_return' | 'add_member' | 'change_member' | 'connect_provider' | 'reset' | 'review' | 'set_terms' | 'see_security' | 'see_system'

/** What a screen offers; each act is decided again when it is done. */
export function abilitiesOf(asker: Asker): readonly Ability[] {
  switch (asker.role) {
    case 'focal_point':
      return ['invite', 'disable', 'change_role', 'confirm', 'add_unit', 'keep_units', 'change_member', 'connect_provider', 'reset', 'review', 'set_terms', 'see_security']
    case 'administrator':
      return ['invite', 'disable', 'add_unit', 'add_member', 'reset', 'see_security', 'see_system']
    case 'cau_analyst':
      return ['confirm', 'reset', 'second_return']
    case 'reporter': case 'analyst': case 'liaison': case '':
      return []
  }
}
