/** The API says a number, or a word for fewer than three. */
export const contributors = (count: string, years: string, t: (id: string, values?: Record<string, string | number>) => string): string =>
  (/^\d+$/.test(count) ? t('explore.contributors', { count: Number(count), years: years || 'none' }) : t('explore.few_contributors'))
