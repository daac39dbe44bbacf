export type Child = Node | string | null | undefined | false
type Attribute = string | number | boolean | null | undefined | ((event: Event) => void)
export type Attributes = Record<string, Attribute>

/** Makes an element. `onclick` and its sisters take a function; `true` writes an empty attribute; null, undefined and false write none. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value)
  append(element, children)
  return element
}

function setAttribute(element: HTMLElement, name: string, value: Attribute): void {
  if (typeof value === 'function') element.addEventListener(name.replace(/^on/, ''), value)
  else if (value === true) element.setAttribute(name, '')
  else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, String(value))
}

function append(element: HTMLElement, children: Child[]): void {
  for (const child of children) if (child) element.append(child)
}

export function fill(element: HTMLElement, ...children: Child[]): void {
  element.replaceChildren()
  append(element, children)
}

/** Brings the children of a list into this order. A child that is already in place is not touched, so focus and typed text stay. */
export function arrange(list: HTMLElement, wanted: HTMLElement[]): void {
  const keep = new Set<Node>(wanted)
  for (const child of [...list.childNodes]) if (!keep.has(child)) child.remove()
  let cursor = list.firstChild
  for (const child of wanted) {
    if (child === cursor) cursor = cursor.nextSibling
    else list.insertBefore(child, cursor)
  }
}

export function byId(id: string): HTMLElement {
  const element = document.getElementById(id)
  if (!element) throw new Error(`index.html has no element "${id}"`)
  return element
}
