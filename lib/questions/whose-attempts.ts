import { defineQuestion } from './define'

export default defineQuestion({
  id: 'whose-attempts',
  step: 'experience',
  ask: 'Are the failed attempts their own?',
  why: 'It separates a person who mistypes from somebody who tries to get in.',
  cost: 30,
  options: [
    { id: 'mine', label: 'Yes, their own', note: 'times and places fit' },
    { id: 'not_mine', label: 'No, not theirs', note: 'they did not try then or there' },
    { id: 'not_tried', label: 'They cannot tell', note: 'stays unknown, adds nothing' },
  ],
  applies: () => true,
})
