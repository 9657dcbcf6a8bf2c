import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const folder = join(import.meta.dirname, '../../../samples/mappings')
const head = z.looseObject({ about: z.string().default(''), dataflow: z.string() })

export type SampleMapping = { readonly name: string; readonly about: string; readonly dataflow: string; readonly mapping: string }

/** The mappings of published files that come with the program. */
export async function sampleMappings(): Promise<SampleMapping[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).toSorted()
  return Promise.all(names.map(async (name) => {
    const mapping = await readFile(join(folder, name), 'utf8')
    const { about, dataflow } = head.parse(parse(mapping))
    return { name: name.replace(/\.yaml$/, ''), about, dataflow, mapping }
  }))
}
