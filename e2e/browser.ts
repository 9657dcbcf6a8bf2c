import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflate } from '@sparticuz/chromium'
import { chromium, type Browser } from 'playwright-core'
import { root } from './system.ts'

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']
const QUIET = ['--no-first-run', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync']

/** A real browser: the machine's Chromium, or the one that comes with the packages. Works as root, too. Close it. */
export async function openBrowser(): Promise<Browser> {
  const installed = INSTALLED.find((path) => existsSync(path))
  if (installed) return chromium.launch({ executablePath: installed, args: QUIET, env: { ...process.env, FONTCONFIG_FILE: fontsOf('installed', '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>') } })
  return openPacked('packed', '<dir>/usr/share/fonts</dir>', QUIET)
}

/** The browser whose pictures are the same on every machine: always the packed one, with the packages' fonts alone, drawing without regard to the processor. */
export const openPictureBrowser = (): Promise<Browser> =>
  openPacked('pictures', '', [...QUIET, '--font-render-hinting=none', '--disable-lcd-text', '--force-color-profile=srgb', '--disable-skia-runtime-opts', '--hide-scrollbars'])

async function openPacked(name: string, fonts: string, args: string[]): Promise<Browser> {
  const folder = await unpackedBrowser()
  return chromium.launch({
    executablePath: join(folder, 'chromium'), args,
    env: { PATH: process.env.PATH ?? '', HOME: folder, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: fontsOf(name, `<dir>${folder}/fonts</dir>\n  ${fonts}`) },
  })
}

/**
 * The packed browser, unpacked once into a folder of ours: the package itself would put it into the machine's temporary
 * folder, under a name that anybody may have taken. It is moved to its place when whole.
 */
async function unpackedBrowser(): Promise<string> {
  const packed = join(root, 'node_modules', '@sparticuz', 'chromium')
  const { version } = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8')) as { version: string }
  const cache = join(root, 'node_modules', '.cache')
  const place = join(cache, `chromium-${version}`)
  if (existsSync(place)) return place
  mkdirSync(cache, { recursive: true })
  const fresh = mkdtempSync(join(cache, 'chromium-'))
  const before = process.env.TMPDIR
  try {
    // The package unpacks to the temporary folder, whichever that is.
    process.env.TMPDIR = fresh
    if (tmpdir() !== fresh) throw new Error('the temporary folder cannot be chosen on this system')
    for (const archive of ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br']) await inflate(join(packed, 'bin', archive))
    renameSync(fresh, place)
  } catch (problem) {
    if (!existsSync(place)) throw problem // else another test file was quicker
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
    rmSync(fresh, { recursive: true, force: true })
  }
  return place
}

/**
 * The settings of fonts for a browser, written anew each time and put in place whole, since test files start together. Thai,
 * Arabic, Khmer and Lao come from packages, so that a picture shows their letters on any machine; without any font a text has
 * no height.
 */
function fontsOf(browser: string, own: string): string {
  const cache = join(root, 'node_modules', '.cache')
  mkdirSync(cache, { recursive: true })
  const file = join(cache, `fonts-${browser}.conf`)
  const fresh = mkdtempSync(join(cache, 'fonts-'))
  writeFileSync(join(fresh, 'fonts.conf'), `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  ${own}
  <dir>${root}/node_modules/@expo-google-fonts</dir>
  <cachedir>${cache}/fonts-${browser}</cachedir>
</fontconfig>
`)
  renameSync(join(fresh, 'fonts.conf'), file)
  rmSync(fresh, { recursive: true })
  return file
}
