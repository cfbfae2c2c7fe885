import { defineFormat, type Line } from './define'
import { firstText, folded, objectOf, textOf, type Json } from './json'
import { readTime } from './read-time'
import { browserOf } from './user-agent'
import type { EventFactsInput } from '@/lib/evidence/event'

const isSignIn = (keys: Json) => textOf(keys.eventsource) === 'signin.amazonaws.com' && textOf(keys.eventname) !== undefined

function read({ json }: Line): EventFactsInput {
  const keys = folded(json)
  const answer = objectOf(keys.responseelements)
  const good = Object.values(answer).includes('Success')
  const failed = Object.values(answer).includes('Failure') || textOf(keys.errormessage) !== undefined
  const message = textOf(keys.errormessage)
  const identity = objectOf(keys.useridentity)
  const userAgent = textOf(keys.useragent)
  const more = objectOf(keys.additionaleventdata)
  const mfa = more.MFAUsed === 'Yes'
  return {
    at: readTime(keys.eventtime),
    sourceId: textOf(keys.eventid),
    hop: 'idp',
    outcome: failed ? 'failure' : good ? 'success' : 'info',
    reason: failed ? (/No username found/i.test(message ?? '') ? 'unknown_user' : mfa ? 'mfa_failed' : 'bad_username_or_password') : good ? 'success' : 'unknown',
    code: textOf(keys.eventname),
    message,
    // CloudTrail hides a name that does not exist, for people type passwords there.
    attempted: textOf(identity.userName)?.replace(/^HIDDEN_DUE_TO_SECURITY_REASONS$/, '') || undefined,
    accountId: firstText(identity.principalId, identity.arn),
    ip: textOf(keys.sourceipaddress),
    userAgent,
    details: { browser: browserOf(userAgent) },
  }
}

export default defineFormat({
  id: 'aws-console',
  reach: 'product',
  title: 'AWS console sign-in',
  vendor: 'Amazon Web Services',
  about: 'CloudTrail events of signin.amazonaws.com: ConsoleLogin and what stands around it. A wrong name and a wrong password are told apart by the message only.',
  references: ['https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html'],
  recognise: ({ json }) => json !== null && isSignIn(folded(json)),
  read,
  samples: [
    { name: 'a wrong password', raw: { eventSource: 'signin.amazonaws.com', eventName: 'ConsoleLogin', eventTime: '2026-03-02T08:00:00Z', sourceIPAddress: '203.0.113.9', errorMessage: 'Failed authentication', responseElements: { ConsoleLogin: 'Failure' }, userIdentity: { type: 'IAMUser', userName: 'maya' }, additionalEventData: { MFAUsed: 'No' } }, facts: { outcome: 'failure', reason: 'bad_username_or_password', attempted: 'maya' } },
    { name: 'nobody of that name', raw: { eventSource: 'signin.amazonaws.com', eventName: 'ConsoleLogin', errorMessage: 'No username found in supplied account', responseElements: { ConsoleLogin: 'Failure' }, userIdentity: { userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' } }, facts: { reason: 'unknown_user' } },
  ],
  rejects: [{ eventSource: 'iam.amazonaws.com', eventName: 'CreateUser' }, { eventName: 'ConsoleLogin' }],
})
