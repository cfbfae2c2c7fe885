import { cleanText } from '@/lib/core/text'

/** What goes with a code to an address on file: whoever did not call must know what it means. */
export function callerMessage(name: string, code: string): { subject: string; body: string } {
  return {
    subject: 'Your code for our support',
    body: [
      `Hello ${cleanText(name, 80)},`,
      'You are on the phone with our support. Read this code to them:',
      code,
      'It works for ten minutes. Read it to nobody who called you. If you did not call us, somebody may be posing as you: tell our support at once and keep the code to yourself.',
    ].join('\n\n'),
  }
}

/** What the person is told when a caller in their name was sent away. */
export function refusedMessage(name: string): { subject: string; body: string } {
  return {
    subject: 'Somebody called our support in your name',
    body: [
      `Hello ${cleanText(name, 80)},`,
      'Somebody called our support about your account and could not show that they are you. We changed nothing.',
      'If it was you, come to us in person with an identity document, or ask your manager to contact us. If it was not, tell our support at once. Answer nobody who calls you about it: we never ask for your password.',
    ].join('\n\n'),
  }
}
