import type { Metadata } from 'next'
import Link from 'next/link'
import { changeTitle, KIND_TITLES } from '@/components/change/change-rows'
import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import { DiffCard } from '@/components/change/diff-card'
import { Page } from '@/components/shell/app-frame'
import { Card, CardHead, Rows } from '@/components/ui/card'
import { Chip } from '@/components/ui/chip'
import { Time } from '@/components/ui/time'
import { orNotFound } from '@/lib/http/page'
import { requireAgent } from '@/lib/http/require-agent'
import { may } from '@/lib/services/authorize'
import { getChange } from '@/lib/services/changes/get-change'
import { teach } from './actions'

export const metadata: Metadata = { title: 'Change' }

/** Only web addresses become links: a change's link comes from outside. */
const webAddress = (url: string | null) => (url && /^https?:\/\//i.test(url) ? url : null)

function Teach({ touches, disabled, children }: { touches: 'yes' | 'no' | 'forget'; disabled: boolean; children: string }) {
  return (
    <Button type="submit" size="small" name="touches" value={touches} disabled={disabled} title={disabled ? 'Viewers cannot teach' : undefined}>
      {children}
    </Button>
  )
}

export default async function ChangePage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireAgent()
  const { id } = await params
  const { change, pathPrefix, lesson, diff, versions, effect, hours } = await orNotFound(getChange(ctx, id))
  const link = webAddress(change.url)
  const mayTeach = may(ctx.actor, 'change:write')
  return (
    <Page back={{ href: '/changes', title: 'Changes' }} title={changeTitle(change)} lead={<span className="text-text-2">{KIND_TITLES[change.kind] ?? change.kind}, {change.environment}</span>}>
      <p className="-mt-1 mb-3 text-pretty wrap-anywhere">
        <Time at={change.at.toISOString()} style="precise" />
        {change.author ? `, ${change.author}` : ''}: {change.summary}{' '}
        {link && (
          <a href={link} rel="noopener noreferrer" target="_blank" className="text-accent hover:underline">
            Open at its source
          </a>
        )}
      </p>
      <div className="grid items-start gap-3 nav:grid-cols-2">
        <div className="space-y-3">
          <Card>
            <CardHead title="Relevance for sign-in" end={`${change.relevance} of 100`} />
            <div className="flex flex-wrap gap-1 px-4 py-3">
              {change.relevanceReasons.length ? change.relevanceReasons.map((reason) => <Chip key={reason}>{reason}</Chip>) : <span className="text-text-2">Nothing in it touches sign-in.</span>}
            </div>
            <div className="border-t border-line px-4 py-3">
              <p className="mb-2 text-text-2 wrap-anywhere">
                {lesson ? (
                  <>
                    {lesson.agentName} taught on <Time at={lesson.at.toISOString()} /> that changes like it {lesson.touches ? 'touch' : 'do not touch'} sign-in:{' '}
                  </>
                ) : (
                  'What you teach counts for it and for later changes like it: '
                )}
                {(KIND_TITLES[change.kind] ?? change.kind).toLowerCase()}, {change.service}
                {pathPrefix && (
                  <>
                    , under <span className="mono">{pathPrefix}</span>
                  </>
                )}
                .
              </p>
              <ActionForm action={teach} className="flex flex-wrap gap-2">
                <input type="hidden" name="id" value={change.id} />
                {lesson?.touches !== true && <Teach touches="yes" disabled={!mayTeach}>This touches sign-in</Teach>}
                {lesson?.touches !== false && <Teach touches="no" disabled={!mayTeach}>This does not touch sign-in</Teach>}
                {lesson && <Teach touches="forget" disabled={!mayTeach}>Forget what was taught</Teach>}
              </ActionForm>
            </div>
          </Card>
          <DiffCard title="What it changed" end={change.service} lines={diff} />
        </div>
        <div className="space-y-3">
          <Card>
            <CardHead title="Failures before and after" end={`${hours.toFixed(0)} h each, ${change.environment}`} />
            {effect.length === 0 ? (
              <p className="px-4 py-3 text-text-2">No failed sign-in on either side.</p>
            ) : (
              <table className="w-full">
                <thead>
                  <tr className="text-left text-meta text-text-3 [&_th]:px-4 [&_th]:py-1.5 [&_th]:font-normal">
                    <th>Reason</th>
                    <th className="text-right!">Before</th>
                    <th className="text-right!">After</th>
                  </tr>
                </thead>
                <tbody className="divide-y divide-line border-t border-line">
                  {effect.map(({ reason, before, after }) => (
                    <tr key={reason} className="[&_td]:px-4 [&_td]:py-1.5">
                      <td className="mono">{reason}</td>
                      <td className="text-right">{before}</td>
                      <td className={after > 2 * before + 3 ? 'text-right font-medium text-danger' : 'text-right'}>{after}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </Card>
          <Card>
            <CardHead title="Now running" end={change.service} />
            <Rows>
              {versions.map(({ environment, version, at }) => (
                <li key={environment} className="flex gap-3 px-4 py-1.5">
                  <b>{environment}</b>
                  <span className="mono">{version ?? '–'}</span>
                  <span className="ml-auto text-text-2">
                    since <Time at={at.toISOString()} />
                  </span>
                </li>
              ))}
            </Rows>
          </Card>
          <Card>
            <CardHead title="Tickets that point at it" />
            {change.marks.length === 0 && <p className="px-4 py-3 text-text-2">None so far.</p>}
            <Rows>
              {change.marks.map(({ ticket, state }) => (
                <li key={ticket.number} className="flex gap-3 px-4 py-1.5">
                  <Link href={`/tickets/${ticket.number}/changes`} className="text-accent hover:underline" prefetch={false}>
                    #{ticket.number} {ticket.subject}
                  </Link>
                  <span className="ml-auto text-text-2">{state}</span>
                </li>
              ))}
            </Rows>
          </Card>
        </div>
      </div>
    </Page>
  )
}
