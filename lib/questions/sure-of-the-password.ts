import { defineQuestion } from './define'

export default defineQuestion({
  id: 'sure-of-the-password',
  step: 'experience',
  ask: 'Does a password manager fill the password in?',
  why: 'A filled-in password is hardly ever mistyped; a remembered one often is.',
  cost: 15,
  options: [
    { id: 'sure', label: 'Yes, or they are sure of it', note: 'filled in, or used elsewhere today' },
    { id: 'not_sure', label: 'No, and they are not sure', note: 'typed from memory' },
    { id: 'not_tried', label: 'They cannot tell', note: 'stays unknown, adds nothing' },
  ],
  applies: (evidence) => evidence.account?.hasPassword !== false,
})
