import { Problem } from '@openvrs/core/problem.ts'
import { describe, expect, test } from 'vitest'
import { requireGoodPassword } from './good-password.ts'

const OWN = ['anan.chaiyasit@police.go.th', 'Anan Chaiyasit', 'THA', 'Thailand']
const verdict = (password: string, own: readonly string[] = OWN): string => {
  try {
    requireGoodPassword(password, own)
    return 'good'
  } catch (error) {
    return (error as Problem).code
  }
}

describe('a password', () => {
  test.each(['a river of quiet words', 'vier Störche überm Fluß', 'แม่น้ำ สี่สาย ไหลช้า', 'police stations sleep at noon', 'kT4-9vQ.x2mZ'])('%s will do: no rule asks for figures or capitals', (password) => expect(verdict(password)).toBe('good'))

  test.each(['short', 'elevenchars', 'ﬃﬃﬃ', '🔒🔒🔒🔒🔒🔒'])('%s is too short, by characters as they are read', (password) => expect(verdict(password)).toBe('password.short'))

  test.each([
    'password1234', 'Password1234', 'PASSWORD!!!!!!', '2024password2025', 'passwordpassword', 'qwertyuiopasdfghjkl', '123456789012', '111111111111', 'abcabcabcabc', 'letmein!!!!!!!!', 'sam2012sam2012', 'dragonmonkey', 'Dragon-Monkey 77!', '99sunshine_butterfly', '１２３４５６７８９０１２', 'ｐａｓｓｗｏｒｄ１２３４',
  ])('%s is one that is tried first, however it is spelt', (password) => expect(verdict(password)).toBe('password.common'))

  test.each(['Chaiyasit2026!', 'anan.chaiyasit', 'thailand-police', 'AnanPolice2026', 'policepassword'])('%s is made of what everybody knows of its owner', (password) => {
    expect(verdict(password)).toBe('password.own')
  })

  test('may hold an own word beside enough others; another\'s words are nobody\'s business', () => {
    expect(verdict('thailand lanterns over rice')).toBe('good')
    expect(verdict('Chaiyasit2026!', [])).toBe('good')
  })
})
