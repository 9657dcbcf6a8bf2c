/**
 * The life of a report: one table says what every action makes of every status, and who may take it. A pair that the
 * table does not hold is not there, whoever asks.
 */
export const STATUSES = ['draft', 'submitted', 'returned', 'approved', 'withdrawn'] as const
export type Status = (typeof STATUSES)[number]

export const ACTIONS = ['edit', 'submit', 'return', 'combine', 'approve', 'correct', 'withdraw'] as const
export type Action = (typeof ACTIONS)[number]

/** A unit's report is an input; figures come from national ones alone. */
export const KINDS = ['unit', 'national'] as const
export type Kind = (typeof KINDS)[number]

/** The unit of national reports; no unit of a member may have this name. */
export const NATIONAL = 'NATIONAL'
export const kindOf = (unit: string): Kind => (unit === NATIONAL ? 'national' : 'unit')

/**
 * `writer`: a reporter of the report's unit, or a focal point. `focal_point`: of the report's member. `second`: a focal
 * point who, where the member asks for four eyes, has not submitted or last edited it.
 */
export type Who = 'writer' | 'focal_point' | 'second'

export type Step = { readonly to: Status; readonly who: Who }
type Steps = { readonly [A in Action]?: Step }

const to = (status: Status, who: Who): Step => ({ to: status, who })

export const LIFE: { readonly [K in Kind]: { readonly [S in Status]: Steps } } = {
  unit: {
    draft: { edit: to('draft', 'writer'), submit: to('submitted', 'writer'), withdraw: to('withdrawn', 'writer') },
    // A submitted version is never edited: an edit makes it a draft again, to be submitted anew.
    submitted: {
      edit: to('draft', 'focal_point'),
      return: to('returned', 'focal_point'),
      combine: to('submitted', 'focal_point'),
      approve: to('approved', 'second'),
      withdraw: to('withdrawn', 'focal_point'),
    },
    returned: { edit: to('returned', 'writer'), submit: to('submitted', 'writer'), withdraw: to('withdrawn', 'writer') },
    // What was approved of it lives on in the national report, which is what is corrected and withdrawn.
    approved: {},
    withdrawn: {},
  },
  national: {
    draft: { edit: to('draft', 'focal_point'), submit: to('submitted', 'focal_point'), withdraw: to('withdrawn', 'focal_point') },
    submitted: {
      edit: to('draft', 'focal_point'),
      return: to('returned', 'focal_point'),
      approve: to('approved', 'second'),
      withdraw: to('withdrawn', 'focal_point'),
    },
    returned: { edit: to('returned', 'focal_point'), submit: to('submitted', 'focal_point'), withdraw: to('withdrawn', 'focal_point') },
    approved: { correct: to('draft', 'focal_point'), withdraw: to('withdrawn', 'focal_point') },
    withdrawn: {},
  },
}

/** The step, or undefined where the action is not there in this status. */
export const findStep = (kind: Kind, status: Status, action: Action): Step | undefined => LIFE[kind][status][action]
