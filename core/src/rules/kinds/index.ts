import type { RuleKind } from '../verdict.ts'
import { agree } from './agree.ts'
import { breakdowns } from './breakdowns.ts'
import { codes } from './codes.ts'
import { columns } from './columns.ts'
import { declared } from './declared.ts'
import { differ } from './differ.ts'
import { hierarchy } from './hierarchy.ts'
import { measure } from './measure.ts'
import { observations, observationsGiven } from './observations.ts'
import { overlapping } from './overlapping.ts'
import { periodEnded, periodFits, periodInRange } from './period.ts'
import { present } from './present.ts'
import { readable } from './readable.ts'
import { reporter } from './reporter.ts'
import { signatures } from './signatures.ts'
import { status } from './status.ts'
import { subset } from './subset.ts'
import { totals } from './totals.ts'
import { unique } from './unique.ts'
import { unit } from './unit.ts'

/** Every kind that a rule may name. */
export const ruleKinds: ReadonlyMap<string, RuleKind> = new Map(
  Object.entries({
    agree,
    breakdowns,
    codes,
    columns,
    declared,
    differ,
    hierarchy,
    measure,
    observations,
    observations_given: observationsGiven,
    overlapping,
    period_ended: periodEnded,
    period_fits: periodFits,
    period_in_range: periodInRange,
    present,
    readable,
    reporter,
    signatures,
    status,
    subset,
    totals,
    unique,
    unit,
  }),
)
