/** Twenty typical pivots: what `query` is asked, and the conditions of the hand-written query. */
export type Question = { readonly by: readonly string[]; readonly where: readonly string[]; readonly sql?: string }

const ask = (by: string, where: readonly string[] = [], sql?: string): Question => ({ by: by.split(','), where, sql })

export const questions: readonly Question[] = [
  ask('REF_AREA'), ask('TIME_PERIOD'), ask('CITIZENSHIP'), ask('SEX'), ask('SEX,AGE'), ask('TRANSPORT'),
  ask('CITIZENSHIP,TIME_PERIOD'), ask('REF_AREA,TIME_PERIOD'), ask('TRANSPORT,TIME_PERIOD'), ask('CITIZENSHIP,TRANSPORT'), ask('REF_AREA,CITIZENSHIP'), ask('REF_AREA,SEX'),
  ask('TIME_PERIOD', ['CITIZENSHIP=MMR'], `citizenship = 'MMR'`),
  ask('REF_AREA,TIME_PERIOD', ['CITIZENSHIP=MMR,AFG'], `citizenship in ('MMR', 'AFG')`),
  ask('CITIZENSHIP', ['TIME_PERIOD=2020-01..2020-12'], `time_period between '2020-01' and '2020-12'`),
  ask('REF_AREA,CITIZENSHIP', ['TIME_PERIOD=2020-12'], `time_period = '2020-12'`),
  ask('AGE', ['SEX=F'], `sex = 'F'`),
  ask('CITIZENSHIP', ['SEX=F', 'AGE=Y0T17'], `sex = 'F' and age = 'Y0T17'`),
  ask('TIME_PERIOD', ['TRANSPORT=SEA'], `transport in ('SEA', 'SEA_SMALL', 'SEA_COMM')`),
  ask('TIME_PERIOD,SEX', ['CITIZENSHIP=AFG', 'TIME_PERIOD=2019-01..2020-12'], `citizenship = 'AFG' and time_period between '2019-01' and '2020-12'`),
]
