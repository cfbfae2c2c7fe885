import { Card, CardHead } from '@/components/ui/card'

export type DiffItem = { key: string; before?: string | null | undefined; after?: string | null | undefined; secret: boolean }

/** What a change changed, setting by setting; a secret only as same or different. */
export function DiffCard({ title, end, lines }: { title: string; end?: string; lines: readonly DiffItem[] }) {
  return (
    <Card>
      <CardHead title={title} end={end} />
      {lines.length === 0 ? (
        <p className="px-4 py-3 text-text-2">The source told of no settings that changed.</p>
      ) : (
        <div className="mono py-2 leading-5">
          {lines.map(({ key, before, after, secret }) => (
            <div key={key}>
              <span className="block px-4 text-text-3">{key}</span>
              <span className="block bg-danger-soft px-4 wrap-anywhere">
                <span className="text-danger" aria-label="before">
                  −{' '}
                </span>
                {secret ? `secret ${before ?? '(not set)'}` : (before ?? '(not set)')}
              </span>
              <span className="block bg-ok-soft px-4 wrap-anywhere">
                <span className="text-ok" aria-label="after">
                  +{' '}
                </span>
                {secret ? `secret ${after ?? '(not set)'}${before === after ? ', the same' : ', differs by fingerprint'}` : (after ?? '(not set)')}
              </span>
            </div>
          ))}
        </div>
      )}
    </Card>
  )
}

export type ConfigRow = { key: string; service: string; values: readonly { environment: string; value: string }[] }

/** Settings that differ between environments, side by side. */
export function ConfigCard({ rows }: { rows: readonly ConfigRow[] }) {
  if (rows.length === 0) return null
  return (
    <Card>
      <CardHead title="Settings that differ between environments" end={`${rows.length} on the sign-in path`} />
      <ul className="divide-y divide-line">
        {rows.map(({ key, service, values }) => (
          <li key={`${service} ${key}`} className="px-4 py-2">
            <p className="text-meta text-text-2">
              <code className="mono text-text">{key}</code> of {service}
            </p>
            <dl className="mt-1 grid grid-cols-[96px_1fr] gap-x-2">
              {values.map(({ environment, value }) => (
                <div key={environment} className="contents">
                  <dt className="text-meta text-text-3">{environment}</dt>
                  <dd className="mono wrap-anywhere">{value}</dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
    </Card>
  )
}
