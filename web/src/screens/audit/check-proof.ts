import type { DayProof, ProofFault } from '@openvrs/core/audit/daily.ts'
import { findProofFault } from '@openvrs/core/audit/daily.ts'
import { receiptText } from '@openvrs/core/report/receipt.ts'
import { verifyReceipt } from '../../api/receipt.ts'
import { sha256, type Checked } from './verify.ts'

export type ProofVerdict = { readonly kind: 'holds' | 'unreadable' | 'signature' | 'unsupported' | 'broken' | ProofFault; readonly day?: string }

/** Whether the chain still begins as it stood on the day of a kept proof, whose signed head is checked against the keys of the system. */
export async function checkProof(text: string, now: Checked): Promise<ProofVerdict> {
  const proof = readProof(text)
  if (!proof) return { kind: 'unreadable' }
  const { day } = proof.leaf
  const signed = await verifyReceipt(receiptText(proof.signed))
  if (signed !== 'verified') return { kind: signed === 'unsupported' ? 'unsupported' : 'signature', day }
  if (!now.verdict.ok) return { kind: 'broken', day }
  const fault = await findProofFault(proof, { chain: now.entries[0]?.body.chain ?? proof.leaf.chain, hashes: now.entries.map(({ hash }) => hash) }, sha256)
  return { kind: fault ?? 'holds', day }
}

/** A file of another form fails one check or another; here it only has to be possible to ask. */
function readProof(text: string): DayProof | undefined {
  try {
    const proof = JSON.parse(text) as Partial<DayProof> | null
    return proof?.signed?.manifest && typeof proof.leaf?.chain === 'string' && Array.isArray(proof.path) ? (proof as DayProof) : undefined
  } catch {
    return undefined
  }
}
