import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { answerStepUp, askStepUp } from '@/app/(console)/step-up'
import { OwnSignIn } from '@/components/sign-in/own-sign-in'
import { QrCode } from '@/components/sign-in/qr-code'
import { relyingParty, whyNoPasskey } from '@/lib/http/relying-party'
import { requireAgent } from '@/lib/http/require-agent'
import { personOnTheWay } from '@/lib/http/sign-in'
import { stepUpWays } from '@/lib/http/step-up'
import { offerTotp } from '@/lib/services/sign-in/enrol-factor'
import { listOwnFactors } from '@/lib/services/sign-in/own-factors'
import { addMyApp, addMyPasskey, dropFactor, makeCodes, offerMyPasskey } from './actions'

export const metadata: Metadata = { title: 'Your sign-in' }

export default async function SecurityPage() {
  const ctx = await requireAgent()
  const [{ factors, codesLeft }, ways, offer] = await Promise.all([listOwnFactors(ctx), stepUpWays(ctx, ctx.actor.id), offerTotp(await personOnTheWay())])
  return (
    <OwnSignIn
      agentId={ctx.actor.id}
      factors={factors.map(({ createdAt, lastUsedAt, disabledAt, ...factor }) => ({ ...factor, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null, disabled: disabledAt !== null }))}
      codesLeft={codesLeft}
      ways={ways}
      stepUp={{ ask: askStepUp, answer: answerStepUp }}
      remove={dropFactor}
      codes={makeCodes}
      add={{
        action: addMyApp,
        picture: <QrCode text={offer.uri} label="Picture for your authenticator app" />,
        secret: offer.secret,
        passkey: relyingParty(await headers()) && { ask: offerMyPasskey, answer: addMyPasskey },
        whyNoPasskey: whyNoPasskey(),
      }}
    />
  )
}
