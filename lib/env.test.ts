import { describe, expect, it } from 'vitest'
import { parseEnv } from './env'

describe('the variables of webhooks', () => {
  it('gives every secret by its name, without empty ones', () => {
    expect(parseEnv({ GITLAB_WEBHOOK_SECRET: ' one ', VERCEL_WEBHOOK_SECRET: '', JENKINS_WEBHOOK_SECRET: '  ', WEBHOOK_SECRET: 'x', OTHER: 'y' }).webhookSecrets).toEqual({ GITLAB_WEBHOOK_SECRET: 'one' })
  })

  it('reads the mapping of any JSON', () => {
    expect(parseEnv({ GENERIC_WEBHOOK_MAPPING: '{"id":"/run/id","service":"shop"}' }).GENERIC_WEBHOOK_MAPPING).toEqual({ id: '/run/id', service: 'shop' })
    expect(parseEnv({}).GENERIC_WEBHOOK_MAPPING).toBeUndefined()
  })

  it.each(['{', '[]', '7', '{"id":7}', '{"colour":"/x"}'])('refuses %s as one, and names the variable', (text) => {
    expect(() => parseEnv({ GENERIC_WEBHOOK_MAPPING: text })).toThrow(/GENERIC_WEBHOOK_MAPPING/)
  })
})
