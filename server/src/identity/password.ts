import { hashPassword, verifyPassword } from 'better-auth/crypto'

export { hashPassword }

/** Verified where there is no account, so that an unknown address costs what a wrong password costs. */
let nobody: Promise<string> | undefined
const nobodysHash = (): Promise<string> => (nobody ??= hashPassword('nobody has this password'))

/** Whether the password is that of the hash. Without a hash the same work is done and the answer is no. */
export async function isPassword(hash: string | undefined, password: string): Promise<boolean> {
  const right = await verifyPassword({ hash: hash ?? (await nobodysHash()), password })
  return right && hash !== undefined
}
