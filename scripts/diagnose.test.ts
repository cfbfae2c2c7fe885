import { spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

/** Runs the command as a person would, without a database in its environment. */
function diagnose(args: readonly string[], input = ''): Promise<{ status: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/diagnose.ts', ...args], { env: { PATH: process.env.PATH, NODE_ENV: 'test' } })
    let [out, err] = ['', '']
    child.stdout.on('data', (chunk) => (out += String(chunk)))
    child.stderr.on('data', (chunk) => (err += String(chunk)))
    child.on('close', (status) => resolve({ status, out, err }))
    child.stdin.end(input)
  })
}

const locked = { version: 1, reportedAt: '2026-10-05T09:06:00Z', account: { isActive: true, lockedUntil: '2026-10-05T09:34:00Z' }, logs: [{ latchkey: 1, hop: 'auth', outcome: 'failure', reason: 'account_locked' }] }
const linesOf = (text: string) => text.trim().split('\n').map((line): Record<string, unknown> => JSON.parse(line))

describe('npm run diagnose', () => {
  it('answers one line for each case, in their order, with the id where there was one', async () => {
    const { status, out } = await diagnose(['-'], `\uFEFF${JSON.stringify({ id: 'a', input: locked })}\r\n\n${JSON.stringify(locked)}\n`)
    const [first, second] = linesOf(out)
    expect(status).toBe(0)
    expect(first).toMatchObject({ id: 'a', bucket: 'policy', cause: 'account-locked' })
    expect(first?.recoveries).toContainEqual({ action: 'unlock_account', tier: 2 })
    expect(second).not.toHaveProperty('id')
    expect({ ...second, id: 'a' }).toEqual(first)
  })

  it('puts a problem in the place of what is no case, answers the others and ends with 1', async () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'cases-')), 'cases.jsonl')
    writeFileSync(file, ['not json', JSON.stringify({ id: 7, input: { version: 2 } }), JSON.stringify({ id: 8, version: 1 }), '[]'].join('\n'))
    const { status, out } = await diagnose([file])
    const lines = linesOf(out)
    expect(status).toBe(1)
    expect(lines).toHaveLength(4)
    expect(lines[0]).toMatchObject({ error: { status: 422, code: 'invalid' } })
    expect(lines[1]).toMatchObject({ id: 7, error: { status: 422, detail: expect.stringContaining('version') } })
    expect(lines[2]).toMatchObject({ id: 8, bucket: 'undetermined', cause: null })
    expect(lines[3]).toHaveProperty('error')
  })

  it('says so when there is nothing to read', async () => {
    const missing = await diagnose(['/no/such/file.jsonl'])
    expect(missing).toMatchObject({ status: 2, out: '' })
    expect(missing.err).toContain('Cannot read')
    expect((await diagnose([])).err).toContain('Usage')
  })
})
