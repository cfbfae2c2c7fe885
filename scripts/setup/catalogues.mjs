// Writes the index of each catalogue from the files in its folder: adding an entry is adding a file.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const ROOT = path.resolve(import.meta.dirname, '../..')

/** Folder → how its index is written, and how a file shows that it is an entry. */
export const CATALOGUES = {
  'lib/causes': { list: 'causes', type: 'Cause', says: 'Every cause of the playbook: the entries of this folder, in the order of their names.', entry: /export default defineCause\(/ },
  'lib/change-sources': { list: 'CHANGE_SOURCES', type: 'ChangeSource', says: 'Every source of changes: the entries of this folder, in the order of their names.', entry: /export default defineChangeSource\(/ },
  'lib/formats': { list: 'FORMATS', type: 'Format', says: 'Every log format that the console reads: the entries of this folder, in the order of their names.', entry: /export default defineFormat\(/ },
  'lib/questions': { list: 'questions', type: 'Question', says: 'Every question of the triage: the entries of this folder, in the order of their names.', entry: /export default defineQuestion\(/ },
  'lib/verifications': { list: 'verifications', type: 'Verification', says: 'Every way to make sure of a caller: the entries of this folder, in the order of their names.', entry: /export default defineVerification\(/ },
}

const camel = (name) => name.replace(/[^a-z0-9]+([a-z0-9])/gi, (_, letter) => letter.toUpperCase()).replace(/^(\d)/, '_$1')

/** The names of a catalogue's entries. */
export function entriesOf(folder) {
  const { entry } = CATALOGUES[folder]
  return readdirSync(path.join(ROOT, folder))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && entry.test(readFileSync(path.join(ROOT, folder, file), 'utf8')))
    .map((file) => file.replace(/\.ts$/, ''))
    .sort()
}

/** The text that the index of a catalogue should have. */
export function indexOf(folder) {
  const { list, type, says } = CATALOGUES[folder]
  const names = entriesOf(folder)
  const imports = names.map((name) => `import ${camel(name)} from './${name}'`)
  return [`// Written by npm run generate from the files of this folder.`, `import type { ${type} } from './define'`, ...imports, '', `/** ${says} */`, `export const ${list}: readonly ${type}[] = [`, ...names.map((name) => `  ${camel(name)},`), ']', ''].join('\n')
}

/** Writes what is out of date; returns the folders that were. */
export function writeCatalogues() {
  return Object.keys(CATALOGUES).filter((folder) => {
    const file = path.join(ROOT, folder, 'index.ts')
    const text = indexOf(folder)
    if (existsSync(file) && readFileSync(file, 'utf8') === text) return false
    writeFileSync(file, text)
    return true
  })
}
