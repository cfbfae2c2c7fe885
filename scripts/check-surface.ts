// Every page, route and server action stands in the role matrix, and nothing stands there that is gone.
import { compare, readManifest } from '@/lib/testing/matrix/manifest'
import { TABLE } from '@/lib/testing/matrix/table'

const doors = readManifest()
const { unlisted, gone } = compare(doors, Object.keys(TABLE))
for (const id of unlisted) console.log(`${id} is not in lib/testing/matrix/table.ts: say who may pass it`)
for (const id of gone) console.log(`${id} stands in lib/testing/matrix/table.ts, but there is no such door`)
if (unlisted.length + gone.length === 0) console.log(`${doors.length} doors, each in the role matrix.`)
process.exit(unlisted.length + gone.length ? 1 : 0)
