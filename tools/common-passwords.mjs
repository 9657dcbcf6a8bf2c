#!/usr/bin/env node
/**
 * Packs a list of breached passwords, the commonest first, one a line, into what the server refuses
 * (server/src/identity/common-passwords/): those of 12 characters and more as they are, and the words and codes that shorter
 * ones consist of, which become long by a year, a row of exclamation marks or another word.
 * Use: node tools/common-passwords.mjs LIST.json
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const lines = JSON.parse(readFileSync(process.argv[2], 'utf8')).map((line) => line.normalize('NFKC').toLowerCase().trim())
const length = (text) => [...text].length
const whole = lines.filter((line) => length(line) >= 12)
const words = lines.filter((line) => length(line) < 12).flatMap((line) => [line, line.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '')]).filter((line) => length(line) >= 4)
const packed = [...new Set([...whole, ...words])].toSorted()
writeFileSync(new URL('../server/src/identity/common-passwords/list.txt.gz', import.meta.url), gzipSync(packed.join('\n'), { level: 9 }))
console.log(`${packed.length} entries`)
