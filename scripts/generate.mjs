// npm run generate: writes what is made of other files, the indexes of the catalogues and the client of the database.
import { writeCatalogues } from './setup/catalogues.mjs'
import { run } from './setup/run.mjs'

for (const folder of writeCatalogues()) console.log(`Wrote ${folder}/index.ts`)
run(process.execPath, ['scripts/prisma.mjs', 'generate'])
