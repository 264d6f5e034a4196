import type { Act } from '../control/acts.ts';
import type { Choice, Component, Modal } from '../control/view.ts';
import { icon } from './bits.ts';
import { markdown } from './blocks.ts';
import { type Child, h, render, type VNode } from './dom.ts';
import type { Page } from './page.ts';
import { chosenOf, select } from './selects.ts';

/**
 * Keeps the page's one dialog in step with the viewer's open modal. The browser's own modal dialog moves the focus in,
 * holds it, and gives it back.
 */
export function drawModal(dialog: HTMLDialogElement, page: Page): void {
  const { modal } = page.view;
  if (!modal) {
    if (dialog.open) dialog.close();
    return;
  }
  render(dialog, form(modal, page));
  if (!dialog.open) dialog.showModal();
}

function form(modal: Modal, page: Page): VNode {
  const problem = page.ui.problem ?? page.view.problem;
  const busy = page.view.waiting?.is === 'modal';
  const cancel = () => page.act({ is: 'dismissModal', viewerId: page.view.viewerId });
  const submit = (event: Event) => {
    event.preventDefault();
    if (busy || !(event.target instanceof HTMLFormElement)) return;
    const { viewerId } = page.view;
    void valuesOf(modal, event.target, page).then((fields) =>
      page.act({ is: 'submit', viewerId, interactionId: modal.interactionId, fields }),
    );
  };
  return h(
    'form',
    { key: modal.interactionId, class: 'modal', on: { submit } },
    h(
      'header',
      {},
      h('h2', { id: 'modal-title', dir: 'auto' }, modal.title),
      h(
        'button',
        { type: 'button', class: 'plain icon-only', 'aria-label': 'Close', on: { click: cancel } },
        icon('close'),
      ),
    ),
    h(
      'div',
      { class: 'fields' },
      modal.components.map((part, index) => field(part, modal, page, index === firstField(modal))),
    ),
    page.view.failed?.is === 'modal' &&
      h('p', { class: 'failed', role: 'alert' }, icon('alert'), 'This interaction failed. Try again.'),
    problem && h('p', { class: 'failed', role: 'alert' }, icon('alert'), problem),
    h(
      'footer',
      {},
      h('button', { type: 'button', class: 'button secondary', on: { click: cancel } }, 'Cancel'),
      h('button', { type: 'submit', class: busy ? 'button primary busy' : 'button primary' }, 'Submit'),
    ),
  );
}

const firstField = (modal: Modal) => modal.components.findIndex((part) => part.type !== 10);

function field(part: Component, modal: Modal, page: Page, first: boolean): VNode {
  if (part.type === 10) return h('div', { class: 'text' }, markdown(part.content ?? '', page));
  // Modals of old put text inputs into action rows and the label on the input.
  const control = part.component ?? part.components?.[0];
  if (!control) return h('p', { class: 'subtext' }, `The page cannot show components of type ${part.type} yet.`);
  const label = part.label ?? control.label ?? '';
  const id = `field-${control.custom_id ?? ''}`;
  if (control.type === 23) return checkbox(control, label, part.description, first);
  const required = control.required ?? true;
  const caption: Child = [label, required && h('span', { class: 'star', 'aria-hidden': 'true' }, ' *')];
  const hint = part.description ? h('small', { id: `${id}-hint`, dir: 'auto' }, part.description) : null;
  if (control.options && control.type > 20)
    return h(
      'fieldset',
      { class: 'field' },
      h('legend', { dir: 'auto' }, caption),
      hint,
      control.options.map((option) => choice(control, option)),
    );
  return h(
    'div',
    { class: 'field' },
    h('label', { for: id, dir: 'auto' }, caption),
    hint,
    control.type === 4
      ? textInput(control, id, required, first, hint !== null)
      : control.type === 19
        ? fileInput(control, id, required, hint !== null)
        : select(control, pickKey(modal, control), label, page),
  );
}

function textInput(control: Component, id: string, required: boolean, first: boolean, hinted: boolean): VNode {
  const long = control.style === 2;
  const attributes = {
    id,
    dir: 'auto',
    name: control.custom_id,
    placeholder: control.placeholder,
    required,
    minlength: control.min_length,
    maxlength: control.max_length ?? 4000,
    autocomplete: 'off',
    autofocus: first,
    'aria-describedby': hinted ? `${id}-hint` : undefined,
  };
  if (long) return h('textarea', { ...attributes, rows: 4 }, control.value ?? '');
  return h('input', { ...attributes, type: 'text', value: control.value });
}

function fileInput(control: Component, id: string, required: boolean, hinted: boolean): VNode {
  return h('input', {
    id,
    type: 'file',
    class: 'upload',
    name: control.custom_id,
    required,
    multiple: (control.max_values ?? 1) > 1,
    'aria-describedby': hinted ? `${id}-hint` : undefined,
  });
}

function checkbox(control: Component, label: string, description: string | null | undefined, first: boolean): VNode {
  return h(
    'label',
    { class: 'field check' },
    h('input', { type: 'checkbox', name: control.custom_id, checked: control.default, autofocus: first }),
    h('span', { dir: 'auto' }, label, description && h('small', {}, description)),
  );
}

function choice(control: Component, option: Choice): VNode {
  const type = control.type === 21 ? 'radio' : 'checkbox';
  // Of several boxes any one will do, which a browser cannot be told.
  const required = type === 'checkbox' && (control.required ?? true) && control.options?.length === 1;
  return h(
    'label',
    { class: 'check' },
    h('input', { type, name: control.custom_id, value: option.value, checked: option.default, required }),
    h('span', { dir: 'auto' }, option.label, option.description && h('small', {}, option.description)),
  );
}

const pickKey = (modal: Modal, control: Component) => `${modal.interactionId}-${control.custom_id ?? ''}`;

type Fields = Extract<Act, { is: 'submit' }>['fields'];

async function valuesOf(modal: Modal, element: HTMLFormElement, page: Page): Promise<Fields> {
  const data = new FormData(element);
  const controls = modal.components.flatMap((part) => part.component ?? part.components ?? []);
  const filled = await Promise.all(
    controls.map(async (control): Promise<[string, Fields[string]]> => {
      const id = control.custom_id ?? '';
      if (control.type === 19) return [id, await Promise.all(data.getAll(id).filter(isGiven).map(inBase64))];
      if (control.type === 23) return [id, data.has(id)];
      if (control.type === 22) return [id, data.getAll(id).map(String)];
      if (control.type === 4 || control.type === 21) return [id, String(data.get(id) ?? '')];
      return [id, [...chosenOf(control, pickKey(modal, control), page)]];
    }),
  );
  return Object.fromEntries(filled);
}

/** A browser gives an empty file where none was chosen. */
const isGiven = (value: FormDataEntryValue): value is File => value instanceof File && value.name !== '';

async function inBase64(file: File) {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const reader = new FileReader();
  reader.addEventListener('load', () => resolve(String(reader.result)));
  reader.addEventListener('error', () => reject(reader.error));
  reader.readAsDataURL(file);
  const address = await promise;
  return {
    name: file.name,
    contentType: file.type || 'application/octet-stream',
    base64: address.slice(address.indexOf(',') + 1),
  };
}
