import { defineQuestion } from './define'

export default defineQuestion({
  id: 'how-the-code-arrives',
  step: 'experience',
  ask: 'How does the code reach them?',
  why: 'A late message and a wrong clock refuse codes for opposite reasons.',
  cost: 20,
  options: [
    { id: 'app', label: 'An authenticator app shows it', note: 'a new one every 30 seconds' },
    { id: 'at_once', label: 'By message, at once', note: 'within seconds' },
    { id: 'late', label: 'By message, late', note: 'minutes after it was asked for' },
    { id: 'never', label: 'It never comes', note: 'no message at all' },
    { id: 'not_tried', label: 'No code is asked for', note: 'stays unknown, adds nothing' },
  ],
  applies: (evidence) => /code|otp|factor|authenticator|sms|phone|mfa|2fa/.test(evidence.words) || (evidence.account?.factors?.length ?? 0) > 0,
})
