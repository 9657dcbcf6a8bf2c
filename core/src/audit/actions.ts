/** Everything that the audit log tells of. What is not named here cannot be entered; each has its words on the audit page. */
export const AUDIT_ACTIONS = [
  'access.plausible_zero', 'collection.install', 'collection.translate', 'counterpart.accepted', 'counterpart.ended', 'counterpart.proposed', 'default_terms.set', 'explore.preview', 'figures.exported', 'group.make', 'invitation.withdrawn', 'member.added', 'member.changed', 'member.leaving', 'member.leaving_stopped', 'member.left', 'passkey.added', 'passkey.removed', 'password.changed', 'person.changed', 'person.confirmed',
  'person.disabled', 'person.invited', 'person.joined', 'person.signed_out', 'provider.changed', 'provider.connected', 'provider.linked', 'provider.removed', 'provider.unlinked', 'recovery_codes.renewed', 'register.write', 'release.terms', 'report.approve', 'report.combine', 'report.correct', 'report.create', 'report.declare', 'report.edit', 'report.return',
  'report.submit', 'report.upload', 'report.withdraw', 'reset.asked', 'reset.issued', 'reset.seconded', 'reset.started', 'reset.stopped', 'reset.used', 'session.confirmed', 'session.ended', 'session.opened', 'sign_in.failed', 'sign_in.refused', 'token.made', 'token.revoked', 'token.used', 'unit.added', 'unit.changed', 'unit.closed', 'unit.reopened',
] as const
export type AuditAction = (typeof AUDIT_ACTIONS)[number]
