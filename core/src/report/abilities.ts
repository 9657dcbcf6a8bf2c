import { Problem } from '../problem.ts'
import { ACTIONS, findStep, kindOf, NATIONAL, type Action, type Status, type Who } from './life.ts'

/** Who acts: a person of a member, in a unit, in a role. */
export type Actor = { readonly member: string; readonly unit: string; readonly role: string; readonly person: string }

/** What decides over a report's abilities. */
export type ReportFacts = {
  readonly member: string
  readonly unit: string
  readonly status: Status
  /** Whether the member asks that a second person approves. */
  readonly fourEyes: boolean
  /** Who submitted or last edited what is to be approved: of a report that was only combined, those of its inputs. */
  readonly hands: readonly string[]
}

type Owned = Pick<ReportFacts, 'member' | 'unit'>

const isFocalPoint = (actor: Actor, report: Owned): boolean => actor.role === 'focal_point' && actor.member === report.member
const isReporter = (actor: Actor, report: Owned): boolean =>
  actor.role === 'reporter' && actor.member === report.member && actor.unit === report.unit && report.unit !== NATIONAL

/** A unit's report is seen by that unit's reporters and the focal points alone; a national one by the focal points. */
export const mayRead = (actor: Actor, report: Owned): boolean => isFocalPoint(actor, report) || isReporter(actor, report)

/** A report is made for the own unit, by a focal point for any; national ones come from approving and combining alone. */
export const mayCreate = (actor: Actor, report: Owned): boolean => report.unit !== NATIONAL && mayRead(actor, report)

export const mayEdit = (actor: Actor, report: ReportFacts): boolean => may(actor, report, 'edit')
export const maySubmit = (actor: Actor, report: ReportFacts): boolean => may(actor, report, 'submit')
export const mayReturn = (actor: Actor, report: ReportFacts): boolean => may(actor, report, 'return')
export const mayCombine = (actor: Actor, report: ReportFacts): boolean => may(actor, report, 'combine')
export const mayApprove = (actor: Actor, report: ReportFacts): boolean => may(actor, report, 'approve')
export const mayCorrect = (actor: Actor, report: ReportFacts): boolean => may(actor, report, 'correct')
export const mayWithdraw = (actor: Actor, report: ReportFacts): boolean => may(actor, report, 'withdraw')

export type Abilities = { readonly [A in Action]: boolean }

/** All of it at once: what a screen offers. */
export const abilitiesOf = (actor: Actor, report: ReportFacts): Abilities =>
  Object.fromEntries(ACTIONS.map((action) => [action, may(actor, report, action)])) as Abilities

function may(actor: Actor, report: ReportFacts, action: Action): boolean {
  const step = findStep(kindOf(report.unit), report.status, action)
  return step !== undefined && refusal(actor, report, step.who) === undefined
}

/** What the action makes of the report. Throws `not_found`, `not_allowed`, `report.status` or `report.four_eyes`, in this order. */
export function nextStatus(actor: Actor, report: ReportFacts, action: Action): Status {
  if (!mayRead(actor, report)) throw new Problem('not_found')
  if (!everMay(actor, report, action)) throw new Problem('not_allowed')
  const step = findStep(kindOf(report.unit), report.status, action)
  if (!step) throw new Problem('report.status', { status: report.status, action })
  const refused = refusal(actor, report, step.who)
  if (refused) throw new Problem(refused)
  return step.to
}

/** Whether the role takes this action at all: a reporter who asks to approve is told so, whatever the status. */
const everMay = (actor: Actor, report: ReportFacts, action: Action): boolean => isFocalPoint(actor, report) || action === 'edit' || action === 'submit' || action === 'withdraw'

function refusal(actor: Actor, report: ReportFacts, who: Who): 'not_allowed' | 'report.four_eyes' | undefined {
  switch (who) {
    case 'writer':
      return mayRead(actor, report) ? undefined : 'not_allowed'
    case 'focal_point':
      return isFocalPoint(actor, report) ? undefined : 'not_allowed'
    case 'second':
      if (!isFocalPoint(actor, report)) return 'not_allowed'
      return report.fourEyes && report.hands.includes(actor.person) ? 'report.four_eyes' : undefined
  }
}
