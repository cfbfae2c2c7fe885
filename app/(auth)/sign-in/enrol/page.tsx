import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { EnrolForm } from '@/components/sign-in/enrol-form'
import { QrCode } from '@/components/sign-in/qr-code'
import { SignInFrame } from '@/components/sign-in/sign-in-frame'
import { readParams, type SearchParams } from '@/lib/http/page'
import { relyingParty, whyNoPasskey } from '@/lib/http/relying-party'
import { requireStage } from '@/lib/http/require-agent'
import { safePath, withNext } from '@/lib/http/safe-redirect'
import { offerTotp } from '@/lib/services/sign-in/enrol-factor'
import { addApp, addPasskey, offerNewPasskey } from '../actions'

export const metadata: Metadata = { title: 'Add a second factor' }

export default async function EnrolPage({ searchParams }: { searchParams: SearchParams }) {
  const next = safePath((await readParams(searchParams)).next)
  const person = await requireStage('enrol', next)
  const { secret, uri } = await offerTotp(person)
  const lead = person.session.recovering
    ? 'Your recovery code was right. Add a new factor; the old ones, the other codes and your other sessions end with it.'
    : 'Your role may unlock and reset, so a password is not enough. Once, now: a passkey or an app.'
  return (
    <SignInFrame title="Add a second factor" lead={lead}>
      <EnrolForm
        next={withNext('/sign-in/recovery-codes', next)}
        action={addApp}
        picture={<QrCode text={uri} label="Picture for your authenticator app" />}
        secret={secret}
        passkey={relyingParty(await headers()) && { ask: offerNewPasskey, answer: addPasskey }}
        whyNoPasskey={whyNoPasskey()}
      />
    </SignInFrame>
  )
}
