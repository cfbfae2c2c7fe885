import { defineQuestion } from './define'

export default defineQuestion({
  id: 'when-it-broke',
  step: 'experience',
  ask: 'What came just before it stopped working?',
  why: 'A new password, a new phone and a new sign-in page break different things.',
  cost: 30,
  options: [
    { id: 'password_change', label: 'A password change', note: 'by them or for them' },
    { id: 'new_device', label: 'A new phone or computer', note: 'or a reset one' },
    { id: 'new_page', label: 'A new sign-in page', note: 'it looks different from before' },
    { id: 'never_worked', label: 'It never worked', note: 'they are new here' },
    { id: 'nothing_new', label: 'Nothing that they know of', note: 'it worked, then it did not' },
    { id: 'not_tried', label: 'They cannot tell', note: 'stays unknown, adds nothing' },
  ],
  applies: () => true,
})
