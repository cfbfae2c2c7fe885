import type { Metadata } from 'next'
import { Page } from '@/components/shell/app-frame'
import { Card, CardHead } from '@/components/ui/card'
import { ChangeSources } from './change-sources'
import { CHANGE_SOURCES } from '@/lib/change-sources'
import { publicUrl } from '@/lib/env'
import { FORMATS } from '@/lib/formats'
import { requireAgent } from '@/lib/http/require-agent'
import { openApi } from '@/lib/services/openapi'

export const metadata: Metadata = { title: 'Send data in' }

const EXAMPLES: Readonly<Record<string, string>> = {
  '/api/v1/events': `--data-binary @keycloak.log -H 'Content-Type: text/plain'`,
  '/api/v1/changes': `-H 'Content-Type: application/json' -d '{"id":"deploy-812","at":"2026-03-02T08:00:00Z","environment":"production","service":"auth-service","kind":"deploy","from":"4.11.3","to":"4.12.0","summary":"Read argon2id"}'`,
  '/api/v1/accounts': `-H 'Content-Type: application/x-ndjson' --data-binary @accounts.ndjson`,
  '/api/v1/config': `-H 'Content-Type: application/json' -d '{"environment":"production","service":"auth-service","key":"PASSWORD_HASH_VERIFY","value":"argon2id,bcrypt"}'`,
  '/api/v1/diagnose': `-H 'Content-Type: application/json' --data-binary @ticket.case.json`,
}

type Operation = { summary: string; description?: string; security?: { bearer: string[] }[] }

export default async function ApiDocsPage() {
  await requireAgent()
  const api = openApi(publicUrl())
  const operations = Object.entries(api.paths).flatMap(([path, methods]) => Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({ path, method, operation })))
    .filter(({ path }) => !path.startsWith('/api/v1/hooks/'))
  return (
    <Page title="Send data in" end={<a href="/api/v1/openapi.json" className="font-medium text-accent hover:underline">OpenAPI as JSON</a>}>
      <p className="mb-3 max-w-180 text-text-2">
        Machines send with a token (Settings, Tokens): <code className="mono">Authorization: Bearer TOKEN</code>. Bodies may be gzipped and hold 20 MiB. The answer comes after the commit, and received = stored + duplicate + rejected.
      </p>
      <div className="space-y-3">
        {operations.map(({ path, method, operation }) => (
          <Card key={path}>
            <CardHead title={<code className="mono">{method.toUpperCase()} {path}</code>} end={operation.security?.[0]?.bearer.join(', ') ?? 'no token'} />
            <div className="px-4 py-3">
              <b>{operation.summary}.</b> <span className="text-text-2">{operation.description}</span>
              {EXAMPLES[path] && (
                <pre className="mono mt-2 overflow-x-auto rounded-control bg-sunken p-2 wrap-anywhere whitespace-pre-wrap">
                  curl -H &quot;Authorization: Bearer $TOKEN&quot; {publicUrl()}{path} {EXAMPLES[path]}
                </pre>
              )}
            </div>
          </Card>
        ))}
        <ChangeSources sources={CHANGE_SOURCES} address={publicUrl()} />
        <Card>
          <CardHead title="Log formats that are recognised" end={`${FORMATS.length} formats`} />
          <ul className="divide-y divide-line">
            {FORMATS.map(({ id, title, about }) => (
              <li key={id} className="px-4 py-2">
                <b>{title}</b> <span className="text-text-2">{about}</span>
              </li>
            ))}
          </ul>
        </Card>
      </div>
    </Page>
  )
}
