import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { applicationId, botUser, channelId, memberId, membership, serverId } from './servers.ts';

const EPHEMERAL = 1 << 6;
const COMPONENTS_V2 = 1 << 15;
const Type = { command: 2, component: 3, modal: 5 } as const;
const OptionType = { subcommand: 1, user: 6, role: 8 } as const;
const ComponentType = { button: 2, textInput: 4, label: 18, checkboxGroup: 22 } as const;

/** Somebody in a server, both by their index. */
export interface Person {
  readonly server: number;
  readonly member: number;
}

export interface Interaction {
  readonly token: string;
  readonly server: string;
  readonly payload: object;
}

/** The message a button is on: the posted notice, which all see, or an answer that one person sees. */
export type On = 'notice' | 'answer';

const NEVER_BEFORE_ID = 920_000_000_000_000_000n;
let made = 0n;

function interaction({ server, member }: Person, type: number, data: object, on?: On): Interaction {
  made += 1n;
  const token = randomUUID().replaceAll('-', '').repeat(3);
  const user = userJson(memberId(member));
  const payload = {
    id: String(NEVER_BEFORE_ID + made),
    application_id: applicationId,
    type,
    token,
    version: 1,
    data,
    guild_id: serverId(server),
    guild_locale: 'en-US',
    guild: { id: serverId(server), locale: 'en-US', features: [] },
    channel_id: channelId(server),
    channel: { id: channelId(server), type: 0, name: 'verify', permissions: '0' },
    member: { ...membership(user, []), permissions: '8' },
    app_permissions: '8',
    locale: 'en-US',
    entitlements: [],
    authorizing_integration_owners: { 0: serverId(server) },
    attachment_size_limit: 10_485_760,
    context: 0,
    ...(on && { message: messageJson(channelId(server), on) }),
  };
  return { token, server: serverId(server), payload };
}

function userJson(id: string) {
  return { id, username: 'member', discriminator: '0', global_name: 'Member', avatar: null, flags: 0, public_flags: 0 };
}

function messageJson(channel: string, on: On) {
  return {
    id: '930000000000000001',
    type: 0,
    channel_id: channel,
    author: botUser,
    content: '',
    flags: COMPONENTS_V2 | (on === 'answer' ? EPHEMERAL : 0),
    embeds: [],
    attachments: [],
    components: [],
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: false,
    tts: false,
    timestamp: '2024-01-01T00:00:00.000Z',
    edited_timestamp: null,
  };
}

/** `/verify` */
export const verifyCommand = (person: Person): Interaction =>
  interaction(person, Type.command, { id: '940000000000000001', name: 'verify', type: 1 });

/** `/setup role:` with the role for verified members. */
export const setupCommand = (person: Person, role: { readonly id: string }): Interaction =>
  interaction(person, Type.command, {
    id: '940000000000000002',
    name: 'setup',
    type: 1,
    options: [{ name: 'role', type: OptionType.role, value: role.id }],
    resolved: { roles: { [role.id]: role } },
  });

/** `/member lookup` of another member. */
export function lookupCommand(person: Person, other: number): Interaction {
  const id = memberId(other);
  return interaction(person, Type.command, {
    id: '940000000000000003',
    name: 'member',
    type: 1,
    options: [
      { name: 'lookup', type: OptionType.subcommand, options: [{ name: 'user', type: OptionType.user, value: id }] },
    ],
    resolved: { users: { [id]: userJson(id) }, members: {} },
  });
}

/** A button is pressed. */
export const press = (person: Person, customId: string, on: On): Interaction =>
  interaction(person, Type.component, { custom_id: customId, component_type: ComponentType.button, id: 1 }, on);

/** A form is sent: its fields by their ids. */
export function submit(person: Person, customId: string, fields: Fields, on: On): Interaction {
  const components = Object.entries(fields).map(([custom_id, value], index) => ({
    type: ComponentType.label,
    id: 2 * index + 1,
    component: {
      id: 2 * index + 2,
      custom_id,
      ...(typeof value === 'string'
        ? { type: ComponentType.textInput, value }
        : { type: ComponentType.checkboxGroup, values: value }),
    },
  }));
  return interaction(person, Type.modal, { custom_id: customId, components }, on);
}

export type Fields = Readonly<Record<string, string | readonly string[]>>;

const Callback = z.object({ data: z.object({ custom_id: z.string() }) });

/** The id of the form in an answer that opens one. Throws when it opens none. */
export function formId(callback: string): string {
  const { data } = Callback.safeParse(JSON.parse(callback));
  if (!data) throw new Error(`a form was expected, not ${callback}`);
  return data.data.custom_id;
}

/** The id of the button that is called `label` in an answer. Throws when there is none. */
export function buttonId(answer: string, label: string): string {
  const found = buttonsIn(JSON.parse(answer)).find((button) => button.label === label);
  if (!found) throw new Error(`there is no button ${label} in ${answer}`);
  return found.custom_id;
}

const Button = z.object({ type: z.literal(ComponentType.button), custom_id: z.string(), label: z.string() });

function buttonsIn(value: unknown): z.infer<typeof Button>[] {
  if (typeof value !== 'object' || value === null) return [];
  const button = Button.safeParse(value).data;
  return button ? [button] : Object.values(value).flatMap(buttonsIn);
}
