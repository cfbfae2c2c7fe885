import { defineQuestion } from './define'

export default defineQuestion({
  id: 'where-it-stops',
  step: 'experience',
  ask: 'How far does the sign-in get?',
  why: 'The password, the code, the way back from the provider and the session after it fail for different reasons.',
  cost: 20,
  options: [
    { id: 'at_password', label: 'Refused at the password', note: 'no code was asked for' },
    { id: 'at_code', label: 'Refused at the code', note: 'the password was accepted' },
    { id: 'after_sign_in', label: 'Signed in, then denied', note: 'the provider is content, our page is not' },
    { id: 'later', label: 'Gets in, signed out later', note: 'after minutes or hours' },
    { id: 'not_tried', label: 'They cannot tell', note: 'stays unknown, adds nothing' },
  ],
  applies: () => true,
})
