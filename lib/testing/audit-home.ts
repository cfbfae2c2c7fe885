import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Where the processes of one run of the tests keep what the audit writes beside the database; `runner`: the id of the process that started them. */
export const auditHome = (runner: number) => path.join(tmpdir(), `latchkey-audit-test-${runner}`)

/** Vitest's global set-up: leaves nothing behind. Its processes are ended too suddenly to do so themselves. */
export default function setup() {
  return () => rmSync(auditHome(process.pid), { recursive: true, force: true })
}
