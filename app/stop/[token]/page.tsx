import type { Metadata } from 'next'
import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import { Time } from '@/components/ui/time'
import { readWaiting } from '@/lib/http/stop-link'
import { stop } from './actions'

export const metadata: Metadata = { title: 'Stop a change', referrer: 'no-referrer' }

/** For the person of the account, from the notice: says what waits, and stops it on a click. Opening it changes nothing. */
export default async function StopPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const waiting = await readWaiting(token)
  return (
    <main id="main" className="mx-auto max-w-110 px-4 py-16">
      {waiting ? (
        <>
          <h1 className="text-page tracking-tight">A change to your account waits</h1>
          <p className="mt-3">
            {waiting.title}
            {waiting.runAt && (
              <>
                , on <Time at={waiting.runAt} />
              </>
            )}
            . If you did not ask for this, stop it.
          </p>
          <ActionForm action={stop} className="mt-5" done="Stopped. Nothing was changed on your account.">
            <input type="hidden" name="token" value={token} />
            <Button type="submit" kind="danger">
              Stop it
            </Button>
          </ActionForm>
        </>
      ) : (
        <>
          <h1 className="text-page tracking-tight">Nothing waits here</h1>
          <p className="mt-3">This link does not work any more. What it was about was done, stopped or has ended.</p>
        </>
      )}
    </main>
  )
}
