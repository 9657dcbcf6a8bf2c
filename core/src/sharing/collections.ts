import type { Role } from './people.ts'

/** Who may change what may be reported. */
export const mayInstall = (role: Role | ''): boolean => role === 'administrator' || role === 'cau_analyst'
export const mayEditRegister = (role: Role | ''): boolean => role === 'cau_analyst'
