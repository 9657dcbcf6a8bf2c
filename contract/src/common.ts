import { z } from 'zod'

/** Shapes that several capabilities share. Every object is strict: a field that is not named here is refused. */
export const memberCode = z.string().regex(/^[A-Z][A-Z0-9_]{1,19}$/).meta({ description: 'Code of a member: ISO 3166-1 alpha-3 for states and territories', example: 'THA' })
export const unitCode = z.string().regex(/^[A-Z][A-Z0-9_]{0,29}$/)
export const codeId = z.string().regex(/^[A-Z0-9_]{1,40}$/)
export const dataflowId = z.string().regex(/^[A-Z][A-Z0-9_]{0,39}$/).meta({ example: 'VRS_DETECT' })
export const publicId = z.string().regex(/^[A-Z][A-Z0-9_]{1,19}-[1-9][0-9]{0,14}$/).meta({ description: 'Owner and number', example: 'USA-7' })
export const freq = z.enum(['M', 'Q', 'A'])
export const role = z.enum(['reporter', 'focal_point', 'analyst', 'liaison', 'cau_analyst', 'administrator'])
export const level = z.enum(['NATIONAL', 'SECRETARIAT', 'GROUP', 'CONTRIBUTORS', 'PUBLIC'])
export const instant = z.iso.datetime({ offset: true })
export const period = z.string().regex(/^[0-9]{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$/)
export const email = z.email().max(254)
/** Free text that a person writes; screened before it is stored. */
export const words = z.string().trim().min(1).max(2000)
export const groupName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 _-]{0,59}$/)
/** A group by its name, or by maker and name where one belongs to several of that name. */
export const groupReference = z.string().regex(/^([A-Z][A-Z0-9_]{1,19}\/)?[A-Za-z0-9][A-Za-z0-9 _-]{0,59}$/).meta({ example: 'Mekong' })

export const terms = z.strictObject({
  level,
  group: groupReference.optional(),
  /** From when on others see it. */
  embargo: instant.optional(),
})
