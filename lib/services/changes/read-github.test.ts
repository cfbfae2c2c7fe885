import { describe, expect, it } from 'vitest'
import { ZodError } from 'zod'
import { readGithub } from './read-github'

const NOW = new Date('2026-11-24T12:00:00Z')
const repository = { name: 'auth-service', full_name: 'larkfield/auth-service', default_branch: 'main' }
const deployment = (more: object = {}, status: object = {}) => ({
  deployment: { id: 7, ref: 'v4.11.3', sha: 'a'.repeat(40), environment: 'production', ...more },
  deployment_status: { id: 8, state: 'success', created_at: '2026-11-21T22:10:00Z', description: '', creator: { login: 'deploy-bot' }, target_url: 'https://github.com/larkfield/auth-service/actions', ...status },
  repository,
})
const push = (more: object = {}) => ({
  ref: 'refs/heads/main', before: 'b'.repeat(40), after: 'c'.repeat(40), compare: 'https://github.com/x/compare/b...c', pusher: { name: 'm.lindqvist' },
  head_commit: { timestamp: '2026-11-20T10:00:00+01:00', message: 'Verify argon2id' },
  commits: [{ message: 'Verify argon2id\n\nLong text', added: ['src/password/argon2.ts'], modified: ['README.md'], removed: [] }, { message: 'Wording', modified: ['README.md'] }],
  repository, ...more,
})

describe('a GitHub webhook', () => {
  it('reads a deployment that went well', () => {
    expect(readGithub('deployment_status', deployment(), NOW)).toEqual({
      commit: 'a'.repeat(40),
      change: expect.objectContaining({ id: 'deployment-7', at: '2026-11-21T22:10:00.000Z', environment: 'production', service: 'auth-service', kind: 'deploy', to: 'v4.11.3', summary: 'Deploy v4.11.3', author: 'deploy-bot' }) as object,
    })
    expect(readGithub('deployment_status', deployment({ ref: 'main' }), NOW)?.change.to).toBe('a'.repeat(12))
    expect(readGithub('deployment_status', deployment({ description: 'Rollback to 4.11.3' }), NOW)?.change.kind).toBe('rollback')
  })

  it('reads a release and a push to the branch that runs', () => {
    const release = { action: 'published', release: { id: 3, tag_name: 'v4.12.0', name: '4.12', body: 'Reads argon2id', published_at: '2026-11-20T10:00:00Z', html_url: 'https://github.com/x', author: { login: 'ines' } }, repository }
    expect(readGithub('release', release, NOW)?.change).toMatchObject({ id: 'release-3', to: 'v4.12.0', summary: '4.12: Reads argon2id' })
    expect(readGithub('push', push(), NOW)?.change).toMatchObject({ id: `push-${'c'.repeat(40)}`, at: '2026-11-20T09:00:00.000Z', from: 'b'.repeat(12), to: 'c'.repeat(12), summary: 'Verify argon2id; Wording', paths: ['src/password/argon2.ts', 'README.md'] })
  })

  it.each([
    ['ping', { zen: 'Keep it logically awesome.' }],
    ['deployment_status', deployment({}, { state: 'failure' })],
    ['deployment_status', deployment({}, { state: 'in_progress' })],
    ['release', { action: 'created', release: { id: 3, tag_name: 'v1' }, repository }],
    ['push', push({ ref: 'refs/heads/feature' })],
    ['push', push({ ref: 'refs/tags/v1.0.0' })],
    ['push', push({ commits: [] })],
    ['issues', {}],
  ])('ignores %s that changes nothing that runs', (event, payload) => expect(readGithub(event, payload, NOW)).toBeNull())

  it('keeps hostile values out, and refuses what is no delivery', () => {
    const odd = readGithub('deployment_status', deployment({ description: 'a\r\nb\u0000 token=s3cr3t-value' }, { target_url: 'javascript:alert(1)', created_at: '+275760-01-01T00:00:00Z' }), NOW)
    expect(odd?.change).toMatchObject({ summary: 'a b token=[redacted]', url: null, at: NOW.toISOString() })
    for (const payload of [null, 7, 'x', [], {}, { repository }, deployment({ id: 'seven' }), { ...deployment(), repository: { name: { not: '' } } }]) expect(() => readGithub('deployment_status', payload, NOW), JSON.stringify(payload)).toThrow(ZodError)
  })
})
