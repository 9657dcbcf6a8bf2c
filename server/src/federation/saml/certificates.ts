import { X509Certificate } from 'node:crypto'
import { Problem } from '@openvrs/core/problem.ts'

const LEAST_BITS = 2048

export type Certificate = { readonly pem: string; readonly fingerprint: string; readonly from: Date; readonly until: Date }

/** A certificate as people and metadata hand it on. Throws `provider.certificate` where it is none, or its key is none that is trusted here. */
export function readCertificate(text: string): Certificate {
  const bytes = Buffer.from(text.replaceAll(/-----[A-Z ]+-----|\s/g, ''), 'base64')
  try {
    const read = new X509Certificate(bytes)
    const { asymmetricKeyType, asymmetricKeyDetails } = read.publicKey
    if (asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= LEAST_BITS) return { pem: read.toString(), fingerprint: read.fingerprint256, from: read.validFromDate, until: read.validToDate }
  } catch {
    // Said below.
  }
  throw new Problem('provider.certificate')
}

export const isInForce = ({ from, until }: Certificate, now: Date): boolean => from <= now && now < until

/** Those that can be used, now or once they begin. Throws `provider.certificate` where none can be used now. */
export function usable(certificates: readonly Certificate[], now: Date): Certificate[] {
  if (!certificates.some((one) => isInForce(one, now))) throw new Problem('provider.certificate')
  return certificates.filter(({ until }) => now < until)
}

export const presentCertificate = ({ pem, fingerprint, from, until }: Certificate) => ({ pem, fingerprint, from: from.toISOString(), until: until.toISOString() })
