import * as z from 'zod/mini'
import type { Frequency } from '../../metadata/model.ts'
import { frequencyOf, hasEnded, inRange, isPeriod, periodEnd, periodForm } from '../../report/period.ts'
import { judgeRows } from '../judge.ts'
import { notApplicable, ruleKind } from '../verdict.ts'

const isFrequency = (code: string): code is Frequency => code === 'M' || code === 'Q' || code === 'A'

/** TIME_PERIOD is a period of the row's FREQ. */
export const periodFits = ruleKind(z.strictObject({}), (facts) => {
  const judged = judgeRows(facts, ['FREQ', 'TIME_PERIOD'], (freq = '', period = '') => (period === '' || !isFrequency(freq) ? undefined : frequencyOf(period) === freq))
  if (!judged) return notApplicable(facts)
  return {
    ...judged,
    explain: (row) => {
      const freq = facts.codeAt('FREQ', row)
      return { outcome: 'wrong', column: 'TIME_PERIOD', messageValues: { period: facts.codeAt('TIME_PERIOD', row), freq, form: isFrequency(freq) ? periodForm(freq) : '' } }
    },
  }
})

/** The period has ended. */
export const periodEnded = ruleKind(z.strictObject({}), (facts) => {
  const judged = judgeRows(facts, ['TIME_PERIOD'], (period = '') => (isPeriod(period) ? hasEnded(period, facts.context.now) : undefined))
  if (!judged) return notApplicable(facts)
  return {
    ...judged,
    explain: (row) => {
      const period = facts.codeAt('TIME_PERIOD', row)
      return { outcome: 'wrong', column: 'TIME_PERIOD', messageValues: { period, end: periodEnd(period).toISOString().slice(0, 10) } }
    },
  }
})

/** The row is of the report's frequency and lies in its range, where the report says one. */
export const periodInRange = ruleKind(z.strictObject({}), (facts) => {
  const { range } = facts.context
  const judged = range && judgeRows(facts, ['FREQ', 'TIME_PERIOD'], (freq = '', period = '') =>
    freq === '' || !isPeriod(period) ? undefined : freq === range.freq && inRange(period, range.from, range.to))
  if (!judged) return notApplicable(facts)
  return {
    ...judged,
    explain: (row) => ({
      outcome: 'wrong',
      column: 'TIME_PERIOD',
      messageValues: { period: facts.codeAt('TIME_PERIOD', row), freq: facts.codeAt('FREQ', row), reportFreq: range.freq, from: range.from, to: range.to },
    }),
  }
})
