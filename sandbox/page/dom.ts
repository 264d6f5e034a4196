/** A small view layer: plain nodes in, the fewest DOM changes out, so that focus, typing and scrolling survive a redraw. */
export interface VNode {
  readonly tag: string;
  readonly props: Props;
  readonly children: readonly (VNode | string)[];
}

export type Child = VNode | string | number | false | null | undefined | readonly Child[];

type Listeners = { readonly [E in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[E]) => void };

/** Everything but the named four is an attribute: false, null and undefined leave it out, true sets it empty. */
export interface Props {
  /** Tells siblings apart where they come, go or move. */
  readonly key?: string | undefined;
  readonly on?: Listeners;
  /** CSS custom properties, set through the object model because the page's policy forbids inline styles. */
  readonly vars?: Readonly<Record<string, string>>;
  /** The live value or checkedness of a control that the page itself decides, over what was typed. */
  readonly live?: string | boolean;
  readonly [attribute: string]: unknown;
}

const SVG = new Set(['svg', 'use']);
const drawn = new WeakMap<Element, VNode>();
const listening = new WeakMap<Element, Set<string>>();

export function h(tag: string, props: Props = {}, ...children: Child[]): VNode {
  return { tag, props, children: flatten(children) };
}

function flatten(children: readonly Child[]): (VNode | string)[] {
  return children.flatMap((child) => {
    if (child === null || child === undefined || child === false) return [];
    if (typeof child === 'string' || typeof child === 'number') return [String(child)];
    return isVNode(child) ? [child] : flatten(child);
  });
}

const isVNode = (child: VNode | readonly Child[]): child is VNode => !Array.isArray(child);

/** Makes the children of `parent` look like `children`. */
export function render(parent: Element, ...children: Child[]): void {
  const wanted = flatten(children);
  const spare = [...parent.childNodes];
  const nodes = wanted.map((child) => {
    const at = spare.findIndex((node) => fits(node, child));
    return at < 0 ? create(child) : (spare.splice(at, 1)[0] ?? create(child));
  });
  for (const node of spare) node.remove();
  nodes.forEach((node, index) => {
    const there = parent.childNodes[index];
    if (there !== node) parent.insertBefore(node, there ?? null);
    const child = wanted[index];
    if (typeof child === 'string') {
      if (node.textContent !== child) node.textContent = child;
    } else if (child && node instanceof Element) dress(node, child);
  });
}

function fits(node: ChildNode, child: VNode | string): boolean {
  if (typeof child === 'string') return node instanceof Text;
  const old = node instanceof Element ? drawn.get(node) : undefined;
  return old !== undefined && old.tag === child.tag && old.props.key === child.props.key;
}

function create(child: VNode | string): ChildNode {
  if (typeof child === 'string') return document.createTextNode(child);
  return SVG.has(child.tag)
    ? document.createElementNS('http://www.w3.org/2000/svg', child.tag)
    : document.createElement(child.tag);
}

function dress(element: Element, node: VNode): void {
  const old = drawn.get(element);
  drawn.set(element, node);
  for (const name of new Set([...Object.keys(old?.props ?? {}), ...Object.keys(node.props)]))
    if (old?.props[name] !== node.props[name]) setAttribute(element, name, node.props[name]);
  for (const type of Object.keys(node.props.on ?? {})) listen(element, type);
  if (element instanceof HTMLElement)
    for (const [name, value] of Object.entries(node.props.vars ?? {})) element.style.setProperty(name, value);
  render(element, ...node.children);
  setLive(element, node.props.live);
}

function setAttribute(element: Element, name: string, value: unknown): void {
  if (name === 'key' || name === 'on' || name === 'vars' || name === 'live') return;
  if (value === false || value === null || value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? '' : String(value));
}

function listen(element: Element, type: string): void {
  const types = listening.get(element) ?? new Set();
  if (types.has(type)) return;
  listening.set(element, types.add(type));
  element.addEventListener(type, (event) => {
    const listener: unknown = Object.entries(drawn.get(element)?.props.on ?? {}).find(([name]) => name === type)?.[1];
    if (typeof listener === 'function') listener(event);
  });
}

function setLive(element: Element, live: string | boolean | undefined): void {
  if (!(element instanceof HTMLInputElement)) return;
  if (typeof live === 'boolean') element.checked = live;
  else if (typeof live === 'string' && element.value !== live) element.value = live;
}
