import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { newId } from '@/lib/core/ids'
import { afterAll } from 'vitest'

// Vitest's set-up of each file: the key and the anchors of the audit belong to the file, not to the developer's own data.
const home = path.join(tmpdir(), `latchkey-audit-test-${newId()}`)
process.env.AUDIT_ANCHOR_DIR = path.join(home, 'anchors')
process.env.AUDIT_ANCHOR_KEY = path.join(home, 'key', 'audit-key.pem')
afterAll(() => rmSync(home, { recursive: true, force: true }))
