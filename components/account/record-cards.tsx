import { Check, Fingerprint, KeyRound, Laptop, LogOut, Mail, MessageSquare, Smartphone, X } from 'lucide-react'
import type { ComponentType } from 'react'
import { Card, CardHead, Rows } from '@/components/ui/card'
import { Chip } from '@/components/ui/chip'
import { Time } from '@/components/ui/time'

const FACTOR_ICONS: Readonly<Record<string, ComponentType<{ className?: string }>>> = { totp: Smartphone, sms: MessageSquare, email: Mail, push: Smartphone, passkey: Fingerprint, recovery_codes: KeyRound }
export const FACTOR_TITLES: Readonly<Record<string, string>> = { totp: 'Authenticator app', sms: 'Text message', email: 'E-mail code', push: 'Push', passkey: 'Passkey', recovery_codes: 'Recovery codes' }

export type FactorItem = { id: string; kind: string; label: string; isDefault: boolean; enrolledAt: string; lastUsedAt: string | null; codesLeft: number | null; offsets: readonly number[] }

const signed = (steps: number) => (steps > 0 ? `+${steps}` : steps < 0 ? `−${-steps}` : '0')

/** The factors with what is odd about them: an old default, codes of another time. */
export function FactorsCard({ factors, required }: { factors: readonly FactorItem[]; required: boolean }) {
  return (
    <Card>
      <CardHead title="Factors" end={`${factors.length} enrolled, ${required ? 'one is required' : 'none is required'}`} />
      {factors.length === 0 && <p className="px-4 py-3 text-text-2">No second factor is enrolled.</p>}
      <Rows>
        {factors.map((factor) => {
          const Icon = FACTOR_ICONS[factor.kind] ?? KeyRound
          const off = factor.offsets.filter((steps) => Math.abs(steps) >= 2)
          return (
            <li key={factor.id} className="flex flex-wrap items-center gap-x-2 px-4 py-2">
              <Icon className="size-4 text-text-3" />
              <b>{FACTOR_TITLES[factor.kind] ?? factor.kind}</b>
              <span className="text-text-2">
                {factor.label}
                {factor.codesLeft !== null ? `, ${factor.codesLeft} left` : ''}
              </span>
              {factor.isDefault && <Chip>asked first</Chip>}
              {off.length > 0 && <Chip tone="warn">codes off by {factor.offsets.slice(-4).map(signed).join(', ')} steps</Chip>}
              <span className="ml-auto text-text-2">
                {factor.lastUsedAt ? (
                  <>
                    used <Time at={factor.lastUsedAt} style="day" />
                  </>
                ) : (
                  'never used'
                )}
                <span className="text-meta text-text-3">
                  , enrolled <Time at={factor.enrolledAt} style="day" />
                </span>
              </span>
            </li>
          )
        })}
      </Rows>
    </Card>
  )
}

export type SessionItem = { id: string; label: string; kind: string; startedAt: string; lastSeenAt: string; endedAt: string | null; old: boolean }

/** Sessions; one from before the password was changed and still open is the odd one. */
export function SessionsCard({ sessions }: { sessions: readonly SessionItem[] }) {
  const open = sessions.filter(({ endedAt }) => endedAt === null)
  return (
    <Card>
      <CardHead title="Sessions" end={`${open.length} open`} />
      {sessions.length === 0 && <p className="px-4 py-3 text-text-2">No session is on record.</p>}
      <Rows>
        {sessions.slice(0, 6).map((session) => (
          <li key={session.id} className="flex flex-wrap items-center gap-x-2 px-4 py-2">
            {session.endedAt ? <LogOut aria-hidden className="size-4 text-text-3" /> : <Laptop aria-hidden className="size-4 text-text-3" />}
            <span className={session.endedAt ? 'text-text-2' : 'font-medium'}>{session.label}</span>
            {session.old && !session.endedAt && <Chip tone="warn">Older than the password</Chip>}
            <span className="ml-auto text-text-2">
              {session.endedAt ? 'ended ' : 'seen '}
              <Time at={session.endedAt ?? session.lastSeenAt} />
            </span>
          </li>
        ))}
      </Rows>
    </Card>
  )
}

export type ElsewhereItem = { id: string; environment: string; canSignIn: boolean; hash: string | null; verified: boolean }

export function ElsewhereCard({ records, here }: { records: readonly ElsewhereItem[]; here: string }) {
  return (
    <Card>
      <CardHead title="Other environments" end="same e-mail" />
      {records.length === 0 && <p className="px-4 py-3 text-text-2">No record outside {here}.</p>}
      <Rows>
        {records.map((record) => (
          <li key={record.id} className="flex flex-wrap items-center gap-2 px-4 py-2">
            <a href={`/accounts/${record.id}`} className="font-medium text-accent hover:underline">
              {record.environment}
            </a>
            <span className="ml-auto text-text-2">{[record.hash, record.verified ? 'verified' : 'not verified'].filter(Boolean).join(', ')}</span>
            <Chip tone={record.canSignIn ? 'ok' : 'danger'} icon={record.canSignIn ? <Check aria-hidden /> : <X aria-hidden />}>
              {record.canSignIn ? 'Can sign in' : 'Cannot sign in'}
            </Chip>
          </li>
        ))}
      </Rows>
    </Card>
  )
}
