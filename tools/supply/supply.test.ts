import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import allowed from './allowed.json' with { type: 'json' }

type Package = { readonly version?: string; readonly integrity?: string; readonly license?: string; readonly link?: boolean; readonly hasInstallScript?: boolean }

const root = new URL('../../', import.meta.url)
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8')
const lock = JSON.parse(read('package-lock.json')) as { readonly packages: Record<string, Package> }
const foreign = Object.entries(lock.packages).filter(([path, { link }]) => path.includes('node_modules/') && !link).map(([path, found]) => ({ ...found, name: path.replace(/^.*node_modules\//, '') }))
const isNamed = (list: object, name: string): boolean => Object.keys(list).some((named) => (named.endsWith('/*') ? name.startsWith(named.slice(0, -1)) : name === named))

describe('security 28: packages are what they were when they were chosen', () => {
  test('every package has a strong hash in the lock file', () => {
    expect(foreign.length).toBeGreaterThan(100)
    expect(foreign.filter(({ integrity }) => !integrity?.startsWith('sha512-')).map(({ name }) => name)).toEqual([])
  })

  test('workspaces name exact versions', () => {
    const loose = ['package.json', 'core/package.json', 'contract/package.json', 'server/package.json', 'web/package.json'].flatMap((file) => {
      const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read(file)) as Record<string, Record<string, string> | undefined>
      return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)).map(([name]) => `${file}: ${name}`)
    })
    expect(loose).toEqual([])
  })

  test('install scripts are off, and whoever has one is named with the reason why it is not needed', () => {
    expect(read('.npmrc').split('\n')).toContain('ignore-scripts=true')
    expect(allowed.installScripts).toEqual({})
    expect(foreign.filter(({ name, hasInstallScript }) => hasInstallScript && !isNamed(allowed.shippedWithoutTheirScript, name)).map(({ name }) => name)).toEqual([])
  })

  test('licences are among those that were agreed to', () => {
    expect(foreign.filter(({ license }) => !license || !license.split(' AND ').every((one) => allowed.licences.includes(one))).map(({ name, license }) => `${name}: ${license}`)).toEqual([])
  })

  test('the bill of materials names every package with hash and licence', () => {
    const { components } = JSON.parse(execFileSync('npm', ['run', '--silent', 'sbom'], { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26, stdio: ['ignore', 'pipe', 'ignore'] })) as { components: { name: string; purl: string; hashes?: unknown[]; licenses?: unknown[] }[] }
    const listed = components.filter(({ purl }) => !purl.startsWith('pkg:npm/%40openvrs/'))
    const wanted = new Set(foreign.map(({ name, version }) => `${name}@${version}`))
    const named = new Set(listed.map(({ purl }) => decodeURIComponent(purl.slice('pkg:npm/'.length))))
    expect([...wanted].filter((one) => !named.has(one))).toEqual([])
    expect(listed.filter(({ hashes, licenses }) => !hashes?.length || !licenses?.length).map(({ purl }) => purl)).toEqual([])
  })
})
