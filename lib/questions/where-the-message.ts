import { defineQuestion } from './define'

export default defineQuestion({
  id: 'where-the-message',
  step: 'experience',
  ask: 'Who shows the message?',
  why: 'Our page, the provider’s page, the browser and an API each refuse for reasons of their own.',
  cost: 20,
  options: [
    { id: 'our_page', label: 'Our own page', note: 'our name in the address' },
    { id: 'provider_page', label: 'The provider’s page', note: 'such as Microsoft’s or Okta’s' },
    { id: 'browser', label: 'The browser itself', note: 'a blank or technical page' },
    { id: 'api', label: 'A program or script', note: 'no page at all' },
    { id: 'not_tried', label: 'They cannot tell', note: 'stays unknown, adds nothing' },
  ],
  applies: (evidence) => evidence.experience.url === null,
})
