import { defineQuestion } from './define'

export default defineQuestion({
  id: 'what-makes-it-work',
  step: 'experience',
  ask: 'Does anything make it work: browser, network, device?',
  why: 'It separates the account from the browser and from the network. Only they can tell.',
  cost: 30,
  options: [
    { id: 'nothing', label: 'Nothing helps', note: 'other browser and other network refused as well' },
    { id: 'other_browser', label: 'Another browser or a private window', note: 'same computer, same network' },
    { id: 'other_network', label: 'Another network', note: 'same computer on a phone’s hotspot' },
    { id: 'other_address', label: 'Another address of ours', note: 'such as staging, or the old sign-in page' },
    { id: 'later_again', label: 'Trying again later', note: 'the same try works after some minutes' },
    { id: 'not_tried', label: 'Not tried, they cannot now', note: 'stays unknown, adds nothing' },
  ],
  applies: () => true,
})
