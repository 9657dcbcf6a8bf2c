import type { Findings } from './findings.ts'
import type { Words } from './model.ts'
import type { TranslationFile } from './schema.ts'
import type { Path, Source } from './source.ts'

type Leaf = { readonly language: string; readonly text: string; readonly source: Source<TranslationFile>; readonly path: Path; used: boolean }

/** Texts of `i18n/LANGUAGE/*.yaml`, found by the place that they translate: `codelists.CL_SEX.codes.F.name`. */
export class Translations {
  private readonly leaves = new Map<string, Leaf[]>()

  constructor(sources: readonly Source<TranslationFile>[]) {
    for (const source of sources) this.collect(source, source.value, [], source.file.split('/')[1] ?? '')
  }

  private collect(source: Source<TranslationFile>, tree: TranslationFile, path: Path, language: string): void {
    for (const [name, value] of Object.entries(tree)) {
      const here = [...path, name]
      if (typeof value !== 'string') this.collect(source, value, here, language)
      else {
        const place = here.join('.')
        const leaf = { language, text: value, source, path: here, used: false }
        const others = this.leaves.get(place)
        if (others) others.push(leaf)
        else this.leaves.set(place, [leaf])
      }
    }
  }

  /** The words of a thing in all languages. A leaf at the thing itself (`codes.F: ..`) is its name. */
  nameOf(place: string, words: Words): Words {
    return this.merge(`${place}.name`, this.merge(place, words))
  }

  textOf(place: string, words: Words): Words {
    return this.merge(place, words)
  }

  private merge(place: string, words: Words): Words {
    const leaves = this.leaves.get(place)
    if (!leaves) return words
    for (const leaf of leaves) leaf.used = true
    return { ...words, ...Object.fromEntries(leaves.map((leaf) => [leaf.language, leaf.text])) }
  }

  /** `name`, and `description` where there is one, of a thing. */
  described(place: string, thing: { readonly name: Words; readonly description?: Words }): { readonly name: Words; readonly description?: Words } {
    const name = this.nameOf(place, thing.name)
    return thing.description ? { name, description: this.textOf(`${place}.description`, thing.description) } : { name }
  }

  /** What translates nothing is a misspelling; ask when everything else has been built. */
  reportUnused(findings: Findings): void {
    for (const [where, leaves] of this.leaves) {
      for (const leaf of leaves) if (!leaf.used) findings.at(leaf.source, leaf.path, 'translation.nothing', { where })
    }
  }
}
