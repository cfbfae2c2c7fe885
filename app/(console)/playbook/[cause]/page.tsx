import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Page } from '@/components/shell/app-frame'
import { FixCard } from '@/components/ticket/verdict-cards'
import { decibans } from '@/components/ticket/rail'
import { BucketLabel } from '@/components/ui/bucket'
import { Card, CardHead, Rows } from '@/components/ui/card'
import { requireAgent } from '@/lib/http/require-agent'
import { recoveryOf } from '@/lib/recoveries'
import { getCause } from '@/lib/services/playbook/list-causes'

type Params = { params: Promise<{ cause: string }> }

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: getCause((await params).cause)?.title ?? 'Playbook' }
}

export default async function CausePage({ params }: Params) {
  await requireAgent()
  const cause = getCause((await params).cause)
  if (!cause) notFound()
  return (
    <Page back={{ href: '/playbook', title: 'Playbook' }} title={cause.title} lead={cause.bucket === 'undetermined' ? <span className="text-text-2">{cause.nature}</span> : <BucketLabel bucket={cause.bucket} />}>
      <p className="-mt-1 mb-3 max-w-180 text-pretty">
        <b>{cause.what}</b> <span className="text-text-2">{cause.why}</span>
      </p>
      <div className="grid items-start gap-3 nav:grid-cols-2">
        <div className="space-y-3">
          <FixCard summary={cause.fix.summary} steps={cause.fix.steps} confirm={cause.confirm} prevention={cause.prevention} />
          <Card>
            <CardHead title="Recoveries that fit" />
            {cause.recoveries.length === 0 && <p className="px-4 py-3 text-text-2">None: nothing on the account mends this.</p>}
            <Rows>
              {cause.recoveries.map(({ action, consequence }) => (
                <li key={action} className="px-4 py-2">
                  <b>{recoveryOf(action).title}.</b> <span className="text-text-2">{consequence}</span>
                </li>
              ))}
            </Rows>
          </Card>
          <Card>
            <CardHead title="References" />
            <Rows>
              {cause.references.map(({ title, url }) => (
                <li key={url} className="px-4 py-2">
                  <a href={url} rel="noopener noreferrer" target="_blank" className="text-accent hover:underline">
                    {title}
                  </a>
                </li>
              ))}
            </Rows>
          </Card>
        </div>
        <div className="space-y-3">
          <Card>
            <CardHead title="What gives it away" end={`decibans; before any evidence ${decibans(cause.prior)}`} />
            <Rows>
              {[...cause.signs].sort((a, b) => b.for - a.for).map(({ sign, for: present, against }) => (
                <li key={sign.id} className="grid grid-cols-[44px_44px_minmax(0,1fr)] gap-2 px-4 py-1.5">
                  <span className={present > 0 ? 'text-right font-medium text-ok' : 'text-right font-medium text-danger'}>{decibans(present)}</span>
                  <span className="text-right text-text-2">{against ? decibans(against) : '–'}</span>
                  <span>{sign.says}</span>
                </li>
              ))}
            </Rows>
            <p className="border-t border-line px-4 py-2 text-meta text-text-3">First figure: when it is so. Second: when it is not. Unknown adds nothing.</p>
          </Card>
          <Card>
            <CardHead title="Taken for it, and what separates them" />
            <Rows>
              {cause.mistakenFor.map(({ cause: slug, because }) => (
                <li key={slug} className="px-4 py-2">
                  <Link href={`/playbook/${slug}`} className="font-medium text-accent hover:underline" prefetch={false}>
                    {getCause(slug)?.title ?? slug}
                  </Link>{' '}
                  <span className="text-text-2">{because}</span>
                </li>
              ))}
            </Rows>
          </Card>
        </div>
      </div>
    </Page>
  )
}
