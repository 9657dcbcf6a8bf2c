import { Problem } from '@openvrs/core/problem.ts'
import { LIMITS } from './limits.ts'
import { listEntries, unpackWhole, type ZipEntry } from './zip.ts'

/** A sheet of a workbook and the part of the archive that holds it. */
export type Sheet = { readonly name: string; readonly part: string; readonly isHidden: boolean }

type Attributes = { readonly [name: string]: string }
type Link = { readonly type: string; readonly target: string }

/** The sheets in the order of the workbook; those that can be seen come first. Throws `intake.not_workbook` where there are none. */
export async function listSheets(archive: Buffer): Promise<readonly Sheet[]> {
  const entries = new Map(listEntries(archive).map((entry) => [entry.name, entry]))
  const roots = [...(await readLinks(archive, entries, '')).values()]
  const workbook = roots.find((link) => link.type.endsWith('/officeDocument'))?.target
  if (workbook === undefined) throw notWorkbook()
  const links = await readLinks(archive, entries, workbook)
  const sheets = tagsOf(await readPart(archive, entries, workbook), 'sheet').flatMap((attributes): Sheet[] => {
    const link = links.get(Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? '')
    if (!link?.type.endsWith('/worksheet')) return []
    return [{ name: attributes['name'] ?? '', part: link.target, isHidden: (attributes['state'] ?? 'visible') !== 'visible' }]
  })
  if (sheets.length === 0) throw notWorkbook()
  return sheets.toSorted((a, b) => Number(a.isHidden) - Number(b.isHidden))
}

const notWorkbook = (): Problem => new Problem('intake.not_workbook', { looks: 'it holds no sheet' })

async function readPart(archive: Buffer, entries: ReadonlyMap<string, ZipEntry>, name: string): Promise<string> {
  const entry = entries.get(name)
  if (!entry) throw notWorkbook()
  return (await unpackWhole(archive, entry, LIMITS.workbook.smallPart)).toString('utf8')
}

/** What a part refers to, by the id of the relationship; targets are names of parts. */
async function readLinks(archive: Buffer, entries: ReadonlyMap<string, ZipEntry>, part: string): Promise<ReadonlyMap<string, Link>> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1)
  const xml = await readPart(archive, entries, `${folder}_rels/${part.slice(folder.length)}.rels`)
  return new Map(tagsOf(xml, 'Relationship').map((a) => [a['Id'] ?? '', { type: a['Type'] ?? '', target: resolveTarget(folder, a['Target'] ?? '') }]))
}

function resolveTarget(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1)
  const steps: string[] = []
  for (const step of `${folder}${target}`.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '.' && step !== '') steps.push(step)
  }
  return steps.join('/')
}

/** The attributes of every tag of a name, whatever its prefix. The guard has seen to it that there are no entities but XML's own. */
const tagsOf = (xml: string, name: string): Attributes[] =>
  xml.split('<').flatMap((tag) => {
    const [, local] = /^(?:[\w.-]+:)?([\w.-]+)[\s/>]/.exec(tag) ?? []
    return local === name ? [Object.fromEntries(Array.from(tag.matchAll(/([\w.:-]{1,100})\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)')/g), ([, key, a, b]) => [key!, unescape(a ?? b ?? '')]))] : []
  })

const NAMED: { readonly [entity: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const unescape = (text: string): string =>
  text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([a-z]{2,4}));/g, (whole, hex?: string, decimal?: string, named?: string) => {
    if (named !== undefined) return NAMED[named] ?? whole
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole
  })
