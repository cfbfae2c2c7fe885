/** A control of the page that a key presses, as it declares itself where it is drawn. */
export type PageKey = { key: string; label: string; element: HTMLElement }

/** Whether a control can be pressed: it is drawn and not off. */
export const visible = (element: HTMLElement) => element.offsetParent !== null && !element.hasAttribute('disabled')

/** What a control says of itself, without the hint of its key. */
function labelOf(element: HTMLElement): string {
  const said = element.getAttribute('aria-label') ?? element.dataset.keyLabel
  const words = said ?? [...element.childNodes].filter((node) => !(node instanceof HTMLElement && node.tagName === 'KBD')).map((node) => node.textContent ?? '').join('')
  return words.replace(/\s+/g, ' ').trim()
}

/** The controls that a key presses on this page, in their order. */
export function pageKeys(): PageKey[] {
  const controls = [...document.querySelectorAll<HTMLElement>('[data-key]')].filter((element) => visible(element) && !element.hasAttribute('data-help'))
  return controls.map((element) => ({ key: (element.dataset.key ?? '').toUpperCase(), label: labelOf(element), element }))
}
