import { createHmac, randomBytes } from 'node:crypto';
import {
  type APIModalInteractionResponseCallbackData,
  type APITextInputComponent,
  ComponentType,
  type Interaction,
  type ModalSubmitInteraction,
  SelectMenuDefaultValueType,
} from 'discord.js';
import type { Clock, Ms } from '../../clock.ts';
import { marked, fields as memberFields, parseId } from './ids.ts';

type Form = APIModalInteractionResponseCallbackData;

/** How long what somebody typed waits for the form to be opened again. */
const KEPT: Ms = 15 * 60_000;
const MOST_KEPT = 1_000;

/** What was typed and chosen in a form, by its fields. */
interface Draft {
  readonly at: Ms;
  readonly fields: ReadonlyMap<string, readonly string[]>;
}

/** Who works on which form, on a server. */
interface Holder {
  readonly serverId: string;
  readonly memberId: string;
}

export type Drafts = ReturnType<typeof createDrafts>;

/**
 * What people typed into forms that were refused, so that it stands there again when they open the form another time, on
 * whatever device. In memory alone: a number that is not proven is not to lie on a disk, and it has to be there also when the store is not
 * (docs/decisions/0042-what-was-typed.md). Nobody's consent and nobody's code is kept.
 */
export function createDrafts(clock: Clock) {
  const kept = new Map<string, Draft>();
  // A number may be among what a mark is made of.
  const markKey = randomBytes(32);

  function find(key: string): Draft | undefined {
    const draft = kept.get(key);
    return draft && clock.now() < draft.at + KEPT ? draft : undefined;
  }

  function prune(): void {
    for (const [key, { at }] of kept) if (clock.now() >= at + KEPT) kept.delete(key);
    const [oldest] = kept.keys();
    if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  }

  return {
    /**
     * The form that was sent is refused: what stands in it is kept. For anything but a form it does nothing.
     * @param refused the fields that it is refused for, where the others were taken
     */
    keep(holder: Holder, interaction: Interaction, refused?: readonly string[]): void {
      if (!interaction.isModalSubmit()) return;
      prune();
      const key = keyOf(holder, interaction.customId);
      const typed = typedIn(interaction);
      kept.delete(key);
      kept.set(key, {
        at: clock.now(),
        fields: refused ? new Map([...typed].filter(([id]) => refused.includes(id))) : typed,
      });
    },

    /** A form was sent: what was kept for it is over. */
    end(holder: Holder, interaction: Interaction): void {
      if (interaction.isModalSubmit()) kept.delete(keyOf(holder, interaction.customId));
    },

    /** What was typed into a form has been taken after all: nothing of it waits any more. */
    endForm(holder: Holder, customId: string): void {
      kept.delete(keyOf(holder, customId));
    },

    /**
     * A form with what was typed into it before. Discord's phones show again what they showed under an id, whatever they are sent
     * (discord/discord-api-docs#7554): a form that is filled in has an id that goes with what stands in it.
     */
    into(holder: Holder, form: Form): Form {
      const draft = find(keyOf(holder, form.custom_id));
      const components = draft ? form.components.map((part) => refilled(part, draft.fields)) : form.components;
      if (!components.some(isFilled)) return form;
      const mark = createHmac('sha256', markKey).update(JSON.stringify(components)).digest('hex').slice(0, 8);
      return { ...form, components, custom_id: marked(form.custom_id, mark) };
    },

    /** Forgets everything that an account typed on a server. */
    forget({ serverId, memberId }: Holder): void {
      for (const key of kept.keys()) if (key.startsWith(`${serverId}:${memberId}:`)) kept.delete(key);
    },
  };
}

function keyOf({ serverId, memberId }: Holder, customId: string): string {
  const { name = '', arg = '' } = parseId(customId) ?? {};
  // Behind `~` stand the marks of what the form was filled in with, which may have changed since.
  return `${serverId}:${memberId}:${name}:${arg.split('~', 1)[0]}`;
}

function typedIn({ fields }: ModalSubmitInteraction): Draft['fields'] {
  const typed = new Map<string, readonly string[]>();
  for (const [id, field] of fields.fields) {
    // A code is short to type, and stands in nothing that is sent.
    if (id === memberFields.code) continue;
    if (field.type === ComponentType.TextInput) typed.set(id, texts([field.value]));
    if (field.type === ComponentType.StringSelect || field.type === ComponentType.RoleSelect)
      typed.set(id, texts(field.values));
    if (field.type === ComponentType.RadioGroup) typed.set(id, texts([field.value]));
  }
  return typed;
}

/** What of it is text: a forged form may hold anything, whatever its type says. */
function texts(values: unknown): readonly string[] {
  if (!Array.isArray(values)) return [];
  return values.filter((value) => typeof value === 'string').map((value) => value.toWellFormed());
}

function isFilled(part: Form['components'][number]): boolean {
  if (part.type !== ComponentType.Label) return false;
  const { component } = part;
  if ('default_values' in component) return (component.default_values?.length ?? 0) > 0;
  if ('options' in component) return component.options.some((option) => option.default === true);
  return 'value' in component && component.value !== undefined && component.value !== '';
}

function refilled(part: Form['components'][number], fields: Draft['fields']): Form['components'][number] {
  if (part.type !== ComponentType.Label) return part;
  const { component } = part;
  const typed = 'custom_id' in component ? fields.get(component.custom_id) : undefined;
  if (!typed) return part;
  switch (component.type) {
    case ComponentType.TextInput: {
      const { value: _, ...empty } = component;
      const value = fitting(typed[0] ?? '', component);
      return { ...part, component: value === '' ? empty : { ...empty, value } };
    }
    case ComponentType.StringSelect: {
      if (typed.length > (component.max_values ?? 1)) return part;
      const options = component.options.map((option) => ({ ...option, default: typed.includes(option.value) }));
      return { ...part, component: { ...component, options } };
    }
    case ComponentType.RoleSelect: {
      if (typed.length > (component.max_values ?? 1)) return part;
      const default_values = typed.map((id) => ({ id, type: SelectMenuDefaultValueType.Role }) as const);
      return { ...part, component: { ...component, default_values } };
    }
    case ComponentType.RadioGroup: {
      const options = component.options.map((option) => ({ ...option, default: typed.includes(option.value) }));
      return { ...part, component: { ...component, options } };
    }
    default:
      return part;
  }
}

/** As much of a text as its field takes: Discord opens no form with more or less. A forged form can hold a text of any length. */
function fitting(typed: string, { min_length = 0, max_length = typed.length }: APITextInputComponent): string {
  const text = typed.slice(0, max_length).toWellFormed();
  return text.length < min_length ? '' : text;
}
