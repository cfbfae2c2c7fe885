import type { Metadata } from 'next'
import { NotMeForm } from '@/components/shell/not-me-form'
import { Notice } from '@/components/ui/states'
import { Time } from '@/components/ui/time'
import { anybody } from '@/lib/http/public-action'
import { readDenial } from '@/lib/services/freezes/repudiate'
import { notMe } from './actions'

export const metadata: Metadata = { title: 'This wasn’t me' }

/** Where the link of a notice leads: what was done, and one button. No name, no address: whoever has the link knows whose it is. */
export default async function NotMePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const denial = await readDenial(await anybody(), token)
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="w-full max-w-105 space-y-4">
        <h1 className="text-page tracking-tight">{denial?.state === 'used' ? 'You have told us' : 'Was this you?'}</h1>
        {denial?.state === 'open' ? (
          <NotMeForm token={token} action={notMe}>
            <p>
              Support did this to your account: <b>{denial.what}</b>, <Time at={denial.at} />.
            </p>
            <p className="text-text-2 text-pretty">If you asked for it, close this page: nothing happens. If you did not, press the button. From then on support can change nothing on your account until a person has spoken with you.</p>
          </NotMeForm>
        ) : denial?.state === 'used' ? (
          <Notice tone="accent" title="Your account is protected">
            Support can change nothing on it until a person has spoken with you.
          </Notice>
        ) : (
          <Notice tone="warn" title="This link does not work (any more)">
            It has ended or is not whole. If something is wrong with your account, call our support on a number that you know.
          </Notice>
        )}
      </div>
    </main>
  )
}
