import { Mail } from 'lucide-react'
import type { Metadata } from 'next'
import { Page } from '@/components/shell/app-frame'
import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import { Card, CardHead, Rows } from '@/components/ui/card'
import { EmptyState, Notice } from '@/components/ui/states'
import { Time } from '@/components/ui/time'
import { orNotFound } from '@/lib/http/page'
import { requireAgent } from '@/lib/http/require-agent'
import { readDemoMailbox } from '@/lib/services/demo/demo-mailbox'
import { passFactor } from './actions'

export const metadata: Metadata = { title: 'Demo mailbox' }

/** The people of the demo company have no mailbox: whoever tries the console reads and acts for them here. */
export default async function DemoMailboxPage() {
  const { mails, prompts } = await orNotFound(readDemoMailbox(await requireAgent()))
  return (
    <Page title="Demo mailbox">
      <div className="max-w-180 space-y-3">
        <Notice title="You play the caller here">Only people of the demo company, only while it is in the database. An engineer never sees a caller’s code anywhere else.</Notice>
        {prompts.length > 0 && (
          <Card>
            <CardHead title="Their factors are asked for" />
            <Rows>
              {prompts.map(({ id, person, factor }) => (
                <li key={id} className="flex items-center gap-3 px-4 py-2">
                  <span className="min-w-0 flex-1">
                    {person}: {factor}
                  </span>
                  <ActionForm action={passFactor}>
                    <input type="hidden" name="id" value={id} />
                    <Button type="submit" size="small">
                      Pass it
                    </Button>
                  </ActionForm>
                </li>
              ))}
            </Rows>
          </Card>
        )}
        {mails.length === 0 ? (
          <EmptyState icon={Mail} title="No message yet">
            Codes and notices to people of the demo company arrive here.
          </EmptyState>
        ) : (
          mails.map(({ id, to, subject, body, at }) => (
            <Card key={id}>
              <CardHead title={subject} end={<Time at={at} style="seconds" />} />
              <div className="px-4 py-3">
                <p className="text-meta text-text-2">To {to}</p>
                <p className="mt-2 whitespace-pre-line wrap-anywhere">{body}</p>
              </div>
            </Card>
          ))
        )}
      </div>
    </Page>
  )
}
