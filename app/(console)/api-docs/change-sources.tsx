import { Card, CardHead } from '@/components/ui/card'
import { secretVariable, type ChangeSource, type Example } from '@/lib/change-sources/define'
import { signatureWords } from '@/lib/change-sources/signature-words'

/** The delivery that a source's reader is tested with, as a machine would send it. */
function exampleOf({ headers = {}, payload, mapping }: Example): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return [...(mapping ? [`GENERIC_WEBHOOK_MAPPING=${JSON.stringify(mapping)}`] : []), ...lines, JSON.stringify(payload, null, 2)].join('\n')
}

/** Each source of changes with its address, what proves it, the variable of its secret, what to choose there and an example. */
export function ChangeSources({ sources, address }: { sources: readonly ChangeSource[]; address: string }) {
  return (
    <Card>
      <CardHead title="Sources of changes, by webhook" end={`${sources.length} sources`} />
      <p className="px-4 pt-3 text-text-2">Each has a secret of its own in the console’s environment; without it the address answers 503. The same delivery again is a duplicate, and one that changes nothing that runs is ignored.</p>
      <ul className="mt-2 divide-y divide-line">
        {sources.map((source) => (
          <li key={source.id} id={`source-${source.id}`} className="px-4 py-3">
            <h3 className="font-semibold">{source.title}</h3>
            <p className="text-text-2">{source.about}</p>
            <dl className="mt-2 grid gap-x-3 gap-y-1 nav:grid-cols-[8rem_1fr] [&_dd]:min-w-0 [&_dd]:wrap-anywhere [&_dt]:text-text-2">
              <dt>Address</dt>
              <dd className="mono">
                {address}/api/v1/hooks/{source.id}
              </dd>
              <dt>Secret</dt>
              <dd>
                <code className="mono">{secretVariable(source.id)}</code>. {signatureWords(source.signature)}
              </dd>
              <dt>Events</dt>
              <dd className="mono">{source.events.join(', ')}</dd>
              <dt>Set up</dt>
              <dd>{source.setup}</dd>
            </dl>
            {source.examples[0] && (
              <details className="mt-2">
                <summary className="cursor-pointer text-accent">Example: {source.examples[0].name}</summary>
                <pre className="mono mt-2 rounded-control bg-sunken p-2 wrap-anywhere whitespace-pre-wrap">
                  {exampleOf(source.examples[0])}
                </pre>
              </details>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}
